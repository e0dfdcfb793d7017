import type { welcome as english } from '../en/welcome.ts';
import type { Translated } from '../types.ts';

export const welcome: Translated<typeof english> = {
  'welcome.title': 'Seus modelos, prontos quando o assistente chamar',
  'welcome.text':
    'O Pilotlight acompanha seus servidores de modelos e mantém em ordem a configuração do gateway. Isto foi o que ele encontrou.',
  'welcome.found': 'Encontrado',
  'welcome.missing': 'Ausente',
  'welcome.asking': 'Ainda consultando',
  'welcome.config': 'Configuração do gateway',
  'welcome.config.looking': 'Procurando.',
  'welcome.config.missing': 'Não encontrada em {path}. Você pode escolher o arquivo depois em Ajustes.',
  'welcome.config.broken': 'Tem um erro na linha {line}. O Pilotlight mostra onde.',
  'welcome.config.brokenNoPlace': 'Não pode ser lida. O Pilotlight mostra por quê.',
  'welcome.cli': 'Comando openclaw',
  'welcome.cli.found': 'Versão {version}',
  'welcome.cli.missing': 'Não encontrado. Tudo funciona; algumas verificações ficam de fora.',
  'welcome.cli.looking': 'Procurando.',
  'welcome.noServers': 'Nenhum servidor de modelos responde nas portas usuais desta máquina.',
  'welcome.serverUnreachable': 'Citado na configuração, mas nada responde.',
  'welcome.looking': 'Consultando as portas usuais.',
  'welcome.keepWarm': 'Manter aquecidos os elos locais da cadeia de fallback',
  'welcome.keepWarm.note':
    'Enquanto estiverem carregados, não são descarregados por inatividade. Seus outros modelos ficam como estão. Não custa tokens; só um modelo que o LM Studio descarregaria gasta um de vez em quando.',
  'welcome.keepWarm.which': 'No momento: {models}.',
  'welcome.login': 'Abrir ao iniciar a sessão',
  'welcome.use': 'Usar estes',
  'welcome.start': 'Começar',
  'welcome.add': 'Adicionar um servidor',
  'welcome.demo': 'Experimentar a demonstração',
  'welcome.demo.text':
    'A demonstração é um segundo Pilotlight, com servidores e configuração fictícios. Ela não lê nem grava nada seu e termina, no máximo, junto com este.',
  'welcome.demo.start': 'Iniciar a demonstração',
  'welcome.demo.starting': 'Iniciando…',
  'welcome.demo.window': 'A demonstração está aberta em uma janela própria.',
  'welcome.demo.ready': 'A demonstração está pronta em {address}.',
  'welcome.demo.open': 'Abrir a demonstração',
  'welcome.readOnly': 'Olhar nunca carrega, descarrega nem cobra nada.',
};
