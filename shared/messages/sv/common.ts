import type { common as english } from '../en/common.ts';
import type { Translated } from '../types.ts';

export const common: Translated<typeof english> = {
  'app.name': 'Pilotlight',

  'place.models': 'Modeller',
  'place.chain': 'Kedja',
  'place.config': 'Konfiguration',
  'place.checks': 'Kontroller',
  'place.activity': 'Aktivitet',
  'place.settings': 'Inställningar',
  'place.sidebar': 'Vyer',

  'common.cancel': 'Avbryt',
  'common.close': 'Stäng',
  'common.save': 'Spara',
  'common.remove': 'Ta bort',
  'common.done': 'Klar',
  'common.copied': 'Kopierat',
  'common.dismiss': 'Dölj',
  'common.more': 'Mer',
  'common.nothingFound': 'Inget hittades.',
  'common.moreFound': '{count} till. Skriv för att begränsa.',
  'common.clear': 'Rensa',
  'common.technicalDetails': 'Tekniska detaljer',
  'common.loadingPlace': 'Öppnar…',

  'duration.milliseconds': '{n} ms',
  'duration.seconds': '{n} s',
  'duration.minutes': '{n} min',
  'duration.hours': '{n} tim',
  'duration.hoursMinutes': '{h} tim {m} min',
  'duration.days': '{n} d',
  'time.ago': 'för {for:duration} sedan',
  'time.justNow': 'alldeles nyss',
  'time.left': '{for:duration} kvar',
  'time.aboutLeft': 'ca {for:duration} kvar',
  'time.overdue': 'när som helst',
  'time.staysLoaded': 'förblir laddad',

  'count.models': { one: '{count} modell', other: '{count} modeller' },
  'count.servers': { one: '{count} server', other: '{count} servrar' },

  'state.warm': 'varm',
  'state.busy': 'svarar',
  'state.busyWith': { one: 'svarar på {count} anrop', other: 'svarar på {count} anrop' },
  'state.loading': 'laddas',
  'state.loadingPercent': 'laddas, {progress:percent}',
  'state.loadingFor': 'laddas, {for:duration}',
  'state.unloading': 'laddas ur',
  'state.asleep': 'sover',
  'state.notLoaded': 'inte laddad',
  'state.failed': 'misslyckades',
  'state.unreachable': 'onåbar',
  'state.unknown': 'okänd',
  'state.wasWarm': 'var varm',
  'state.queued': 'väntar',
  'state.confirming': 'nästan klar',
  'state.hosted': 'hostad',

  'runs.this-machine': 'denna Mac',
  'runs.this-machine.other': 'denna dator',
  'runs.lan': 'lokalt nätverk',
  'runs.tailnet': 'tailnet',
  'runs.public': 'internet',
  'runs.elsewhere': 'annanstans',
  'runs.unknown': 'okänd plats',

  'context.of': '{allocated:tokens} av {max:tokens}',
  'context.max': 'upp till {max:tokens}',
  'context.only': '{allocated:tokens}',

  'stale.since': 'Sågs senast för {for:duration} sedan',
  'stale.never': 'Har aldrig nåtts',

  'lost.title': 'Förbindelsen med Pilotlight bröts.',
  'lost.advice': 'Du ser hur det var då. Fönstret ansluter igen av sig självt.',
  'lost.adviceEmpty': 'Kontrollera att Pilotlight är igång. Fönstret ansluter igen av sig självt.',
  'noSession.title': 'Sidans session är slut.',
  'noSession.advice':
    'En länk fungerar en gång, och en session varar så länge Pilotlight är igång. Starta ”pilotlight serve” igen och öppna länken som skrivs ut.',

  'app.demo': 'Demo',
  'gateway.unknown': 'Gateway: inte känt än',
  'gateway.stopped': 'Gatewayen är inte igång',
  'gateway.starting': 'Gatewayen startar',
  'gateway.ready': 'Gatewayen är redo',

  'say.warm': '{model} är varm.',
  'say.loading': '{model} laddas.',
  'say.notLoaded': '{model} är inte laddad längre.',
  'say.failed': '{model} kunde inte laddas.',
  'say.unreachable': '{server} är onåbar.',
  'say.reachable': '{server} svarar igen.',
  'say.many': { one: '{count} läge ändrades.', other: '{count} lägen ändrades.' },

  'loading.title': 'Ser sig omkring…',

  'crash.place': '{place} kunde inte visas.',
  'crash.window': 'Fönstret kunde inte visas.',
  'crash.advice':
    'Försök igen. Om felet består, kopiera detaljerna och rapportera dem. Dina modeller och din konfiguration är orörda.',
  'crash.copy': 'Kopiera detaljer',

  'failureAction.retry': 'Försök igen',
  'failureAction.setKey': 'Ange nyckel…',
  'failureAction.openConfig': 'Öppna konfigurationen',
  'failureAction.openSettings': 'Öppna inställningar',
  'failureAction.openChecks': 'Kör kontroller',
  'failureAction.openModels': 'Visa modeller',

  'notice.settings-reset':
    'Inställningsfilen var skadad och har lagts åt sidan. Pilotlight startade med standardinställningar.',
  'notice.history-reset': 'Historikfilen var skadad och har lagts åt sidan. En ny har påbörjats.',
  'notice.renderer-crashed': 'Fönstret kraschade och öppnades igen.',
  'notice.main-error': 'Något gick fel i bakgrunden. Pilotlight fortsätter.',
  'notice.tray-missing':
    'Symbolen i menyraden kunde inte visas. Det här fönstret är fortfarande vägen till Pilotlight.',
};
