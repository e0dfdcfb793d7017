import type { common as english } from '../en/common.ts';
import type { Translated } from '../types.ts';

export const common: Translated<typeof english> = {
  'app.name': 'Pilotlight',

  'place.models': 'Modele',
  'place.chain': 'Łańcuch',
  'place.config': 'Konfiguracja',
  'place.checks': 'Kontrola',
  'place.activity': 'Aktywność',
  'place.settings': 'Ustawienia',
  'place.sidebar': 'Miejsca',

  'common.cancel': 'Anuluj',
  'common.close': 'Zamknij',
  'common.save': 'Zapisz',
  'common.remove': 'Usuń',
  'common.done': 'Gotowe',
  'common.copied': 'Skopiowano',
  'common.dismiss': 'Odrzuć',
  'common.more': 'Więcej',
  'common.nothingFound': 'Nic nie znaleziono.',
  'common.moreFound': 'Jeszcze {count}. Wpisz więcej, aby zawęzić.',
  'common.clear': 'Wyczyść',
  'common.technicalDetails': 'Szczegóły techniczne',
  'common.loadingPlace': 'Otwieranie…',

  'duration.milliseconds': '{n} ms',
  'duration.seconds': '{n} s',
  'duration.minutes': '{n} min',
  'duration.hours': '{n} h',
  'duration.hoursMinutes': '{h} h {m} min',
  'duration.days': '{n} dni',
  'time.ago': '{for:duration} temu',
  'time.justNow': 'przed chwilą',
  'time.left': 'jeszcze {for:duration}',
  'time.aboutLeft': 'jeszcze ~{for:duration}',
  'time.overdue': 'lada chwila',
  'time.staysLoaded': 'pozostaje załadowany',

  'count.models': {
    one: '{count} model',
    few: '{count} modele',
    many: '{count} modeli',
    other: '{count} modelu',
  },
  'count.servers': {
    one: '{count} serwer',
    few: '{count} serwery',
    many: '{count} serwerów',
    other: '{count} serwera',
  },

  'state.warm': 'ciepły',
  'state.busy': 'odpowiada',
  'state.busyWith': {
    one: '{count} zapytanie w toku',
    few: '{count} zapytania w toku',
    many: '{count} zapytań w toku',
    other: '{count} zapytania w toku',
  },
  'state.loading': 'ładuje się',
  'state.loadingPercent': 'ładuje się, {progress:percent}',
  'state.loadingFor': 'ładuje się, {for:duration}',
  'state.unloading': 'zwalnia pamięć',
  'state.asleep': 'śpi',
  'state.notLoaded': 'niezaładowany',
  'state.failed': 'błąd',
  'state.unreachable': 'nieosiągalny',
  'state.unknown': 'nieznany',
  'state.wasWarm': 'był ciepły',
  'state.queued': 'czeka',
  'state.confirming': 'już prawie',
  'state.hosted': 'hostowany',

  'runs.this-machine': 'ten Mac',
  'runs.this-machine.other': 'ten komputer',
  'runs.lan': 'sieć lokalna',
  'runs.tailnet': 'tailnet',
  'runs.public': 'internet',
  'runs.elsewhere': 'gdzie indziej',
  'runs.unknown': 'miejsce nieznane',

  'context.of': '{allocated:tokens} z {max:tokens}',
  'context.max': 'do {max:tokens}',
  'context.only': '{allocated:tokens}',

  'stale.since': 'Ostatnio widziany {for:duration} temu',
  'stale.never': 'Nigdy nieosiągnięty',

  'lost.title': 'Utracono połączenie z Pilotlight.',
  'lost.advice': 'Widzisz ostatni znany stan. Połączenie wróci samo.',
  'lost.adviceEmpty': 'Sprawdź, czy Pilotlight działa. Połączenie wróci samo.',
  'noSession.title': 'Sesja tej strony się skończyła.',
  'noSession.advice':
    'Link działa tylko raz, a sesja trwa, dopóki działa Pilotlight. Uruchom ponownie „pilotlight serve” i otwórz link, który wypisze.',

  'app.demo': 'Demo',
  'gateway.unknown': 'Gateway: jeszcze nie wiadomo',
  'gateway.stopped': 'Gateway nie działa',
  'gateway.starting': 'Gateway się uruchamia',
  'gateway.ready': 'Gateway jest gotowy',

  'say.warm': '{model} jest ciepły.',
  'say.loading': '{model} się ładuje.',
  'say.notLoaded': '{model} nie jest już załadowany.',
  'say.failed': 'Nie udało się załadować {model}.',
  'say.unreachable': '{server} jest nieosiągalny.',
  'say.reachable': '{server} znów odpowiada.',
  'say.many': {
    one: 'Zmienił się {count} stan.',
    few: 'Zmieniły się {count} stany.',
    many: 'Zmieniło się {count} stanów.',
    other: 'Zmieniło się {count} stanu.',
  },

  'loading.title': 'Rozglądanie się…',

  'crash.place': 'Nie udało się pokazać: {place}.',
  'crash.window': 'Nie udało się wyświetlić tego okna.',
  'crash.advice':
    'Spróbuj ponownie. Jeśli to nie pomoże, skopiuj szczegóły i zgłoś je. Twoje modele i konfiguracja pozostały nietknięte.',
  'crash.copy': 'Kopiuj szczegóły',

  'failureAction.retry': 'Spróbuj ponownie',
  'failureAction.setKey': 'Ustaw klucz…',
  'failureAction.openConfig': 'Otwórz konfigurację',
  'failureAction.openSettings': 'Otwórz ustawienia',
  'failureAction.openChecks': 'Uruchom kontrolę',
  'failureAction.openModels': 'Pokaż modele',

  'notice.settings-reset':
    'Plik ustawień był uszkodzony i został odłożony na bok. Pilotlight działa z ustawieniami domyślnymi.',
  'notice.history-reset': 'Plik historii był uszkodzony i został odłożony na bok. Rozpoczęto nowy.',
  'notice.renderer-crashed': 'Okno uległo awarii i zostało otwarte ponownie.',
  'notice.main-error': 'Coś poszło nie tak w tle. Pilotlight działa dalej.',
  'notice.tray-missing':
    'Nie udało się pokazać ikony na pasku menu. Do Pilotlight prowadzi teraz tylko to okno.',
};
