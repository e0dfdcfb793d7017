import type { tray as english } from '../en/tray.ts';
import type { Translated } from '../types.ts';

export const tray: Translated<typeof english> = {
  'tray.shape.flame': 'Pilotlight: alla lokala modeller är varma',
  'tray.shape.outline': 'Pilotlight: något är kallt',
  'tray.shape.slash': 'Pilotlight: en server är onåbar',
  'tray.shape.dot': 'Pilotlight: laddar',

  'tray.reloadCold': {
    one: 'Ladda {count} modell som inte är laddad',
    other: 'Ladda {count} modeller som inte är laddade',
  },
  'tray.server': '{server}  ·  {state}',
  'tray.model': '{model}  ·  {state}',
  'tray.stateContext': '{state}, {context:tokens}',
  'tray.reload': 'Ladda om',
  'tray.moreModels': { one: '{count} modell till…', other: '{count} modeller till…' },
  'tray.moreServers': { one: '{count} server till…', other: '{count} servrar till…' },
  'tray.chain': 'Fallbackkedja',
  'tray.link': '{number}  {link}  ·  {state}',
  'tray.moreLinks': { one: '{count} länk till', other: '{count} länkar till' },
  'tray.editOrder': 'Ändra ordning…',
  'tray.open': 'Öppna Pilotlight',
  'tray.checkEverything': 'Kontrollera allt',
  'tray.pause': 'Pausa varmhållning',
  'tray.pauseFor': { one: 'I {count} timme', other: 'I {count} timmar' },
  'tray.installUpdate': 'Starta om för att använda version {version}',
  'tray.settings': 'Inställningar…',
  'tray.quit': 'Avsluta Pilotlight',

  'tray.developer': 'Utvecklare',
  'tray.developer.open-logs': 'Öppna loggar',
  'tray.developer.copy-diagnostics': 'Kopiera diagnostik',
  'tray.developer.reload-windows': 'Ladda om fönster',
  'tray.developer.developer-tools': 'Utvecklarverktyg',
  'tray.developer.reset-settings': 'Återställ inställningar…',

  'appMenu.about': 'Om Pilotlight',
  'appMenu.edit': 'Redigera',
  'appMenu.view': 'Innehåll',
  'appMenu.window': 'Fönster',

  'ask.closeUnsaved': 'Stänga utan att spara dina ändringar?',
  'ask.closeUnsaved.text': 'Det du har ändrat och inte sparat går förlorat.',
  'ask.closeUnsaved.close': 'Stäng',
  'ask.windowHangs': 'Fönstret svarar inte',
  'ask.windowHangs.text':
    'Det kan komma tillbaka av sig självt. Om det öppnas på nytt går osparade ändringar förlorade.',
  'ask.windowHangs.reopen': 'Öppna på nytt',
};
