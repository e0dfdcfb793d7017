import type { tray as english } from '../en/tray.ts';
import type { Translated } from '../types.ts';

export const tray: Translated<typeof english> = {
  'tray.shape.flame': 'Pilotlight: wszystkie lokalne modele są ciepłe',
  'tray.shape.outline': 'Pilotlight: coś ostygło',
  'tray.shape.slash': 'Pilotlight: serwer jest nieosiągalny',
  'tray.shape.dot': 'Pilotlight: ładowanie',

  'tray.reloadCold': {
    one: 'Załaduj {count} niezaładowany model',
    few: 'Załaduj {count} niezaładowane modele',
    many: 'Załaduj {count} niezaładowanych modeli',
    other: 'Załaduj {count} niezaładowanego modelu',
  },
  'tray.server': '{server}  ·  {state}',
  'tray.model': '{model}  ·  {state}',
  'tray.stateContext': '{state}, {context:tokens}',
  'tray.reload': 'Załaduj ponownie',
  'tray.moreModels': {
    one: 'Jeszcze {count} model…',
    few: 'Jeszcze {count} modele…',
    many: 'Jeszcze {count} modeli…',
    other: 'Jeszcze {count} modelu…',
  },
  'tray.moreServers': {
    one: 'Jeszcze {count} serwer…',
    few: 'Jeszcze {count} serwery…',
    many: 'Jeszcze {count} serwerów…',
    other: 'Jeszcze {count} serwera…',
  },
  'tray.chain': 'Łańcuch zapasowy',
  'tray.link': '{number}  {link}  ·  {state}',
  'tray.moreLinks': {
    one: 'Jeszcze {count} ogniwo',
    few: 'Jeszcze {count} ogniwa',
    many: 'Jeszcze {count} ogniw',
    other: 'Jeszcze {count} ogniwa',
  },
  'tray.editOrder': 'Zmień kolejność…',
  'tray.open': 'Otwórz Pilotlight',
  'tray.checkEverything': 'Sprawdź wszystko',
  'tray.pause': 'Wstrzymaj podtrzymywanie',
  'tray.pauseFor': {
    one: 'Na {count} godzinę',
    few: 'Na {count} godziny',
    many: 'Na {count} godzin',
    other: 'Na {count} godziny',
  },
  'tray.installUpdate': 'Uruchom ponownie z wersją {version}',
  'tray.settings': 'Ustawienia…',
  'tray.quit': 'Zakończ Pilotlight',

  'tray.developer': 'Dla programistów',
  'tray.developer.open-logs': 'Otwórz dzienniki',
  'tray.developer.copy-diagnostics': 'Kopiuj diagnostykę',
  'tray.developer.reload-windows': 'Wczytaj okna ponownie',
  'tray.developer.developer-tools': 'Narzędzia dla programistów',
  'tray.developer.reset-settings': 'Wyzeruj ustawienia…',

  'appMenu.about': 'Pilotlight – informacje',
  'appMenu.edit': 'Edycja',
  'appMenu.view': 'Widok',
  'appMenu.window': 'Okno',

  'ask.closeUnsaved': 'Zamknąć bez zapisania zmian?',
  'ask.closeUnsaved.text': 'Niezapisane zmiany przepadną.',
  'ask.closeUnsaved.close': 'Zamknij',
  'ask.windowHangs': 'Okno nie odpowiada',
  'ask.windowHangs.text': 'Może samo wrócić do działania. Ponowne otwarcie skasuje niezapisane zmiany.',
  'ask.windowHangs.reopen': 'Otwórz ponownie',
};
