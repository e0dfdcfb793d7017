import type { tray as english } from '../en/tray.ts';
import type { Translated } from '../types.ts';

export const tray: Translated<typeof english> = {
  'tray.shape.flame': 'Pilotlight: todos os modelos locais estão aquecidos',
  'tray.shape.outline': 'Pilotlight: algo está frio',
  'tray.shape.slash': 'Pilotlight: um servidor está inacessível',
  'tray.shape.dot': 'Pilotlight: carregando',

  'tray.reloadCold': {
    one: 'Carregar {count} modelo não carregado',
    many: 'Carregar {count} de modelos não carregados',
    other: 'Carregar {count} modelos não carregados',
  },
  'tray.server': '{server}  ·  {state}',
  'tray.model': '{model}  ·  {state}',
  'tray.stateContext': '{state}, {context:tokens}',
  'tray.reload': 'Recarregar',
  'tray.moreModels': {
    one: 'Mais {count} modelo…',
    many: 'Mais {count} de modelos…',
    other: 'Mais {count} modelos…',
  },
  'tray.moreServers': {
    one: 'Mais {count} servidor…',
    many: 'Mais {count} de servidores…',
    other: 'Mais {count} servidores…',
  },
  'tray.chain': 'Cadeia de fallback',
  'tray.link': '{number}  {link}  ·  {state}',
  'tray.moreLinks': { one: 'Mais {count} elo', many: 'Mais {count} de elos', other: 'Mais {count} elos' },
  'tray.editOrder': 'Editar ordem…',
  'tray.open': 'Abrir o Pilotlight',
  'tray.checkEverything': 'Verificar tudo',
  'tray.pause': 'Pausar o aquecimento',
  'tray.pauseFor': { one: 'Por {count} hora', many: 'Por {count} de horas', other: 'Por {count} horas' },
  'tray.installUpdate': 'Reiniciar para usar a versão {version}',
  'tray.settings': 'Ajustes…',
  'tray.quit': 'Encerrar o Pilotlight',

  'tray.developer': 'Desenvolvedor',
  'tray.developer.open-logs': 'Abrir registros',
  'tray.developer.copy-diagnostics': 'Copiar diagnóstico',
  'tray.developer.reload-windows': 'Recarregar janelas',
  'tray.developer.developer-tools': 'Ferramentas do desenvolvedor',
  'tray.developer.reset-settings': 'Redefinir ajustes…',

  'appMenu.about': 'Sobre o Pilotlight',
  'appMenu.edit': 'Editar',
  'appMenu.view': 'Visualizar',
  'appMenu.window': 'Janela',

  'ask.closeUnsaved': 'Fechar sem salvar suas alterações?',
  'ask.closeUnsaved.text': 'O que você alterou e não salvou será perdido.',
  'ask.closeUnsaved.close': 'Fechar',
  'ask.windowHangs': 'A janela não responde',
  'ask.windowHangs.text': 'Ela pode voltar sozinha. Abri-la de novo perde as alterações não salvas.',
  'ask.windowHangs.reopen': 'Abrir de novo',
};
