import type { findings as english } from '../en/findings.ts';
import type { Translated } from '../types.ts';

export const findings: Translated<typeof english> = {
  'check.title.who-answers': 'Quem responderia',
  'check.title.gateway-running': 'Gateway',
  'check.title.gateway-mode': 'Modo do gateway',
  'check.title.config-valid': 'Arquivo de configuração',
  'check.title.config-permissions': 'A configuração é privada',
  'check.title.backups': 'Cópias da configuração',
  'check.title.cli': 'Comando openclaw',
  'check.title.server-reachable': 'Servidores acessíveis',
  'check.title.base-url': 'Endereços dos servidores',
  'check.title.localhost': 'localhost',
  'check.title.key': 'Chaves',
  'check.title.provider-known': 'Os provedores existem',
  'check.title.model-listed': 'Os modelos existem',
  'check.title.model-loaded': 'Modelos carregados',
  'check.title.pins': 'Os modelos fixados cabem juntos',
  'check.title.second-copies': 'Sem segundas cópias',
  'check.title.context': 'Contexto',
  'check.title.timeout': 'Limites de tempo',
  'check.title.responses-api': 'Responses API',
  'check.title.reasoning': 'Raciocínio separado',
  'check.title.fallback-chain': 'Cadeia de fallback',
  'check.title.models-mode': 'models.mode',
  'check.title.hosted-configured': 'Um modelo hospedado à mão',
  'check.title.region': 'Região',
  'check.title.proxy-fallbacks': 'Proxies',
  'check.title.model-size': 'Tamanho dos modelos',
  'check.title.compaction': 'Compactação',
  'check.title.narrow-agents': 'Agentes estreitos',

  'check.gateway.ready': 'O gateway está em execução e pronto.',
  'check.gateway.starting': 'O gateway está em execução, mas não está pronto.',
  'check.gateway.stopped': 'O gateway não responde em {url}.',
  'check.gateway.other': 'Outra coisa que não o gateway responde em {url}.',
  'check.gateway.failing': 'O que responde em {url} informa um erro próprio.',
  'check.gateway.unknown': 'O gateway não está nesta máquina ou ainda não foi consultado.',
  'check.gatewayMode.fine': 'gateway.mode é {mode}.',
  'check.gatewayMode.missing':
    'Falta gateway.mode: a configuração passa na validação, mas o gateway não inicia.',
  'check.cli.found': 'O comando openclaw {version} foi encontrado.',
  'check.cli.missing':
    'O comando openclaw não foi encontrado, então as verificações dele não podem rodar antes de salvar.',
  'check.cli.looking': 'O comando openclaw ainda está sendo procurado.',
  'check.cli.otherConfig':
    'O comando openclaw usa outro arquivo de configuração, diferente do acompanhado aqui: {path}',

  'check.config.looking': 'A configuração ainda está sendo procurada.',
  'check.config.missing': 'Não há configuração em {path}.',
  'check.config.broken':
    'Não é possível ler a configuração. Um gateway em execução continua com a antiga; a próxima inicialização falha.',
  'check.config.trouble': 'Não foi possível entender uma parte da configuração.',
  'check.config.accepted': 'A verificação do próprio gateway aceita a configuração.',
  'check.config.onlyRead':
    'A configuração pode ser lida. Não foi verificado se o gateway a aceita inteira: o comando openclaw não está aqui.',
  'check.config.onlySchema':
    'A configuração só foi comparada com o esquema do gateway: a verificação dele, que conhece mais regras, não pôde ser executada.',
  'check.config.couldNotRun':
    'A configuração pode ser lida. A verificação do próprio gateway não pôde ser executada.',
  'check.permissions.open': 'Outros usuários desta máquina podem ler {path}.',
  'check.permissions.otherOwner': '{path} pertence a outro usuário.',
  'check.permissions.fine': 'Só você pode ler a configuração.',
  'check.backups.fine': {
    one: '{count} versão anterior está guardada.',
    many: '{count} de versões anteriores estão guardadas.',
    other: '{count} versões anteriores estão guardadas.',
  },
  'check.backups.none': 'Nada foi salvo daqui ainda. Antes disso, uma cópia da configuração é guardada.',

  'check.reachable.fine': '{server} responde.',
  'check.reachable.notAsked': '{server} ainda não foi consultado.',
  'check.reachable.refused': '{server} não está em execução: nada escuta em {url}.',
  'check.reachable.timeout': '{server} aceita a conexão e não responde a tempo.',
  'check.reachable.noConnection':
    'Não foi possível conectar a {server}: a máquina pode estar desligada, dormindo ou em outra rede.',
  'check.reachable.dns': 'O nome em {url} não é conhecido nesta rede.',
  'check.reachable.tls': 'Não foi possível estabelecer uma conexão segura com {server}.',
  'check.reachable.error': '{server} responde com um erro.',
  'check.reachable.otherServer': 'O que responde em {url} não é um servidor de modelos.',
  'check.reachable.lost': '{server} está inacessível em {url}.',

  'check.baseUrl.fine': 'O endereço de {provider} está certo.',
  'check.baseUrl.nativeV1': 'A API nativa do Ollama não tem /v1: {url} não funciona com api "ollama".',
  'check.baseUrl.missingV1': 'Falta /v1 no endereço de {provider}: {url}',
  'check.baseUrl.superfluousV1': 'O servidor de {provider} não tem nada em /v1: {url}',
  'check.baseUrl.wrongPath': 'Algo responde em {url}, mas não há lista de modelos lá.',
  'check.localhost.fine': 'localhost significa o mesmo para todos os programas em {provider}.',
  'check.localhost.oneFamily':
    'O servidor de {provider} responde só em {address}, e localhost pode significar o outro endereço.',

  'check.key.present': 'A chave de {provider} está presente.',
  'check.key.missing': '{provider} não tem chave.',
  'check.key.wanted': '{provider} pede uma chave, e a configuração não tem nenhuma.',
  'check.key.refused': '{provider} recusa a chave.',
  'check.key.notVisible':
    'Nenhuma chave de {provider} é visível daqui; o gateway pode estar conectado com uma conta.',
  'check.key.variableNotVisible': 'A variável {name} de {provider} não é visível daqui.',
  'check.key.notSent':
    '{provider} pede uma chave. A configuração indica uma que só o gateway consegue ler, então daqui não dá para saber se é aceita.',

  'check.listed.fine': '{server} tem {model}.',
  'check.listed.missing': '{server} não tem o modelo {model}.',
  'check.listed.nearest': '{server} não tem o modelo {model}; tem {nearest}.',
  'check.listed.otherAnswers': '{server} não tem o modelo {model} e responde com {instead}: não olha o nome.',
  'check.provider.unknown':
    '{ref}: a configuração não tem o provedor {provider}, e o gateway não conhece nenhum com esse nome. É pulado a cada mensagem.',
  'check.provider.nearest': '{ref}: não há provedor {provider}; a configuração tem {nearest}.',
  'check.loaded.fine': '{model} está carregado e permanece.',
  'check.loaded.notTold': '{model} está carregado. {server} não informa por quanto tempo.',
  'check.loaded.loading': '{model} está sendo carregado.',
  'check.loaded.cold': '{model} não está carregado: a primeira mensagem espera por ele.',
  'check.loaded.asleep': '{model} está dormindo: a primeira mensagem espera por ele.',
  'check.loaded.failed': '{server} não conseguiu carregar {model}.',
  'check.loaded.willGo': '{model} está carregado, mas sai da memória quando ninguém o usa.',
  'check.copies.fine': 'Nenhum modelo está duas vezes na memória.',
  'check.pins.conflict':
    '{model} e {other} estão fixados em {server} e expulsam um ao outro da memória. Nenhum é carregado de novo até que um seja desafixado.',
  'check.copies.twice': {
    one: '{model} está carregado uma vez em {server}.',
    many: '{model} está na memória {count} de vezes em {server}.',
    other: '{model} está na memória {count} vezes em {server}.',
  },
  'check.context.fine': 'A configuração diz de {model} o que o servidor tem.',
  'check.timeout.fine': '{model} carrega em cerca de {load} s, dentro dos {limit} s que o gateway espera.',
  'check.timeout.short': '{model} leva cerca de {load} s para carregar, mas o gateway espera {limit} s.',

  'check.responses.fine': '{provider} usa {api}, que {server} tem.',
  'check.responses.absent': '{provider} usa a Responses API, que {server} não tem.',
  'check.responses.unknown': 'Se {server} tem a Responses API só aparece em uma solicitação real.',
  'check.responses.better':
    '{server} tem a Responses API, que mantém o raciocínio separado; {provider} usa {api}.',
  'check.reasoning.fine': 'As respostas de {model} vêm sem o raciocínio.',
  'check.reasoning.mixed':
    'O raciocínio de {model} vem dentro das respostas, e os canais de chat o mostrariam.',
  'check.reasoning.notProbed': 'Se o raciocínio de {model} fica separado só aparece em uma solicitação real.',

  'check.chain.fine': 'Nada de estranho nas cadeias.',
  'check.mode.fine': 'Os modelos hospedados continuam disponíveis.',
  'check.mode.replace': 'models.mode é "replace": só o que está escrito na configuração está disponível.',
  'check.mode.dropsLinks': 'models.mode é "replace", então estes elos da cadeia não existem: {refs}',
  'check.hosted.fine': '{ref} está à mão.',
  'check.hosted.none':
    'Nenhum modelo hospedado está configurado: quando os locais estão fora do ar, ninguém responde.',
  'check.region.fine': '{ref} responde de {region}.',
  'check.region.other': '{ref} responde de {region}, mas você escolheu {wanted}.',
  'check.region.unknown': 'De onde {ref} responde não dá para saber pelo endereço; você escolheu {wanted}.',
  'check.proxy.hides':
    '{server} pode ter fallbacks próprios por trás de {ref}, que o gateway e esta cadeia não veem.',

  'check.size.fine': '{model} não é pequeno nem fortemente quantizado.',
  'check.size.oneCard':
    '{model} cabe em uma placa de vídeo de 24 GB: bom para prompts mais leves, com mais espera.',
  'check.size.small': '{model} é um modelo pequeno, que segue instruções injetadas com mais facilidade.',
  'check.size.quantised':
    '{model} é fortemente quantizado, o que o faz seguir instruções injetadas com mais facilidade.',
  'check.compaction.on': 'A compactação está ativada.',
  'check.compaction.off': 'A compactação está desativada; com modelos locais deveria estar ativada.',
  'check.narrow.fine': 'As ferramentas estão limitadas ao perfil {profile}.',
  'check.narrow.limited': 'As ferramentas de {model} são limitadas.',
  'check.narrow.coding':
    'O perfil coding deixa {model}, que é pequeno ou muito quantizado, alterar arquivos e executar comandos.',
  'check.narrow.wide':
    'Todas as ferramentas estão abertas a {model}, que é pequeno ou fortemente quantizado.',

  'fix.gatewayMode': 'Definir gateway.mode como local',
  'fix.modelName': 'Dar o nome {name}',
  'fix.openSettings': 'Abrir os ajustes',
  'fix.openConfig': 'Abrir a configuração',
  'fix.baseUrl': 'Usar {url}',
  'fix.keyVariable': 'Ler a chave de {name}',
  'fix.useNearest': 'Usar {nearest}',
  'fix.removeModel': 'Remover {model} da configuração',
  'fix.load': 'Carregar {model}',
  'fix.keepWarm': 'Manter {model} aquecido',
  'fix.useConfig': 'Usar este arquivo',
  'fix.unpin': 'Desafixar {model}',
  'fix.unloadCopy': 'Descarregar {copy}',
  'fix.stopPreload': 'Parar o pré-carregamento do gateway',
  'fix.api': 'Usar {api}',
  'fix.probe': 'Enviar uma solicitação real…',
  'fix.merge': 'Usar models.mode "merge"',
  'fix.compaction': 'Ativar a compactação',
};
