import type { common as english } from '../en/common.ts';
import type { Translated } from '../types.ts';

export const common: Translated<typeof english> = {
  'app.name': 'Pilotlight',

  'place.models': 'Modelos',
  'place.chain': 'Cadeia',
  'place.config': 'Configuração',
  'place.checks': 'Verificações',
  'place.activity': 'Atividade',
  'place.settings': 'Ajustes',
  'place.sidebar': 'Seções',

  'common.cancel': 'Cancelar',
  'common.close': 'Fechar',
  'common.save': 'Salvar',
  'common.remove': 'Remover',
  'common.done': 'OK',
  'common.copied': 'Copiado',
  'common.dismiss': 'Dispensar',
  'common.more': 'Mais',
  'common.nothingFound': 'Nada encontrado.',
  'common.moreFound': 'Mais {count}. Digite para filtrar.',
  'common.clear': 'Limpar',
  'common.technicalDetails': 'Detalhes técnicos',
  'common.loadingPlace': 'Abrindo…',

  'duration.milliseconds': '{n} ms',
  'duration.seconds': '{n} s',
  'duration.minutes': '{n} min',
  'duration.hours': '{n} h',
  'duration.hoursMinutes': '{h} h {m} min',
  'duration.days': '{n} d',
  'time.ago': 'há {for:duration}',
  'time.justNow': 'agora mesmo',
  'time.left': 'mais {for:duration}',
  'time.aboutLeft': 'mais ~{for:duration}',
  'time.overdue': 'a qualquer momento',
  'time.staysLoaded': 'permanece carregado',

  'count.models': { one: '{count} modelo', many: '{count} de modelos', other: '{count} modelos' },
  'count.servers': { one: '{count} servidor', many: '{count} de servidores', other: '{count} servidores' },

  'state.warm': 'aquecido',
  'state.busy': 'respondendo',
  'state.busyWith': {
    one: 'responde a {count} pedido',
    many: 'responde a {count} de pedidos',
    other: 'responde a {count} pedidos',
  },
  'state.loading': 'carregando',
  'state.loadingPercent': 'carregando, {progress:percent}',
  'state.loadingFor': 'carregando, {for:duration}',
  'state.unloading': 'descarregando',
  'state.asleep': 'dormindo',
  'state.notLoaded': 'não carregado',
  'state.failed': 'falhou',
  'state.unreachable': 'inacessível',
  'state.unknown': 'desconhecido',
  'state.wasWarm': 'estava aquecido',
  'state.queued': 'aguardando',
  'state.confirming': 'quase lá',
  'state.hosted': 'hospedado',

  'runs.this-machine': 'este Mac',
  'runs.this-machine.other': 'esta máquina',
  'runs.lan': 'rede local',
  'runs.tailnet': 'tailnet',
  'runs.public': 'internet',
  'runs.elsewhere': 'outro lugar',
  'runs.unknown': 'lugar incerto',

  'context.of': '{allocated:tokens} de {max:tokens}',
  'context.max': 'até {max:tokens}',
  'context.only': '{allocated:tokens}',

  'stale.since': 'Visto pela última vez há {for:duration}',
  'stale.never': 'Nunca alcançado',

  'lost.title': 'A conexão com o Pilotlight foi perdida.',
  'lost.advice': 'O que você vê é como estava. A conexão volta sozinha.',
  'lost.adviceEmpty': 'Verifique se o Pilotlight está em execução. A conexão volta sozinha.',
  'noSession.title': 'A sessão desta página terminou.',
  'noSession.advice':
    'Um link funciona uma vez só, e a sessão dura enquanto o Pilotlight estiver em execução. Inicie “pilotlight serve” de novo e abra o link que ele mostra.',

  'app.demo': 'Demonstração',
  'gateway.unknown': 'Gateway: ainda não se sabe',
  'gateway.stopped': 'O gateway não está em execução',
  'gateway.starting': 'O gateway está iniciando',
  'gateway.ready': 'O gateway está pronto',

  'say.warm': '{model} está aquecido.',
  'say.loading': '{model} está carregando.',
  'say.notLoaded': '{model} não está mais carregado.',
  'say.failed': 'Falha ao carregar {model}.',
  'say.unreachable': '{server} está inacessível.',
  'say.reachable': '{server} voltou a responder.',
  'say.many': {
    one: '{count} estado mudou.',
    many: '{count} de estados mudaram.',
    other: '{count} estados mudaram.',
  },

  'loading.title': 'Olhando em volta…',

  'crash.place': 'Não foi possível mostrar: {place}.',
  'crash.window': 'Não foi possível exibir esta janela.',
  'crash.advice':
    'Tente de novo. Se continuar, copie os detalhes e informe o problema. Seus modelos e sua configuração não foram alterados.',
  'crash.copy': 'Copiar detalhes',

  'failureAction.retry': 'Tentar novamente',
  'failureAction.setKey': 'Definir chave…',
  'failureAction.openConfig': 'Abrir a configuração',
  'failureAction.openSettings': 'Abrir os ajustes',
  'failureAction.openChecks': 'Executar verificações',
  'failureAction.openModels': 'Mostrar modelos',

  'notice.settings-reset':
    'O arquivo de ajustes estava danificado e foi posto de lado. O Pilotlight iniciou com os ajustes padrão.',
  'notice.history-reset':
    'O arquivo de histórico estava danificado e foi posto de lado. Um novo foi iniciado.',
  'notice.renderer-crashed': 'A janela travou e foi aberta novamente.',
  'notice.main-error': 'Algo deu errado em segundo plano. O Pilotlight continua.',
  'notice.tray-missing':
    'Não foi possível mostrar o ícone na barra de menus. Esta janela continua sendo o acesso ao Pilotlight.',
};
