import type { forecast as english } from '../en/forecast.ts';
import type { Translated } from '../types.ts';

export const forecast: Translated<typeof english> = {
  'link.place.this-machine': 'lokalnie',
  'link.place.lan': 'w sieci lokalnej',
  'link.place.tailnet': 'w tailnecie',
  'link.place.hosted': 'hostowany',
  'link.place.hostedIn': 'hostowany, {region}',
  'link.place.hostedVia': 'hostowany przez {services}',
  'link.place.elsewhere': 'na innym komputerze, przez LM Link',
  'link.place.passedOn': 'przekazywany do usługi hostowanej',
  'link.place.hybrid': 'po tej stronie lub hostowany, zależnie od wiadomości ({local} lub {hosted})',
  'link.place.unknown': 'miejsce nieznane',

  'link.state.warm': 'ciepły',
  'link.state.busy': 'ciepły, odpowiada',
  'link.state.loading': 'ładuje się',
  'link.state.cold': 'niezaładowany',
  'link.state.asleep': 'śpi',
  'link.state.failed': 'nie udało się załadować: {reason}',
  'link.state.stopped': '{server} nie działa',
  'link.state.unreachable': '{server} jest nieosiągalny',
  'link.state.hung': '{server} nie odpowiada',
  'link.state.keyRefused': '{server} odrzuca klucz',
  'link.state.notListed': '{server} nie ma modelu {model}',
  'link.state.notListedNearest': '{server} nie ma modelu {model}; ma {nearest}',
  'link.state.key.present': 'klucz ustawiony',
  'link.state.key.missing': 'brak klucza',
  'link.state.key.not-visible': 'klucza stąd nie widać',
  'link.state.unknown.not-told': 'serwer tego nie podaje',
  'link.state.unknown.not-asked-yet': 'jeszcze nie pytano',
  'link.state.noSuchProvider': 'w konfiguracji nie ma takiego dostawcy',
  'link.state.unknown.not-a-ref': 'niepełne odwołanie',
  'link.state.unknown.not-watched': 'ten serwer nie jest obserwowany',
  'link.state.unknown.key-not-sent': 'wymaga klucza, który może odczytać tylko gateway',

  'forecast.warm': '{model} jest załadowany i odpowiada.',
  'forecast.hosted': '{provider} odpowiada.',
  'forecast.keyNotVisible': '{provider} odpowiada, jeśli gateway ma jego klucz, którego stąd nie widać.',
  'forecast.proxy': '{server} odpowiada; nie podaje, co jest załadowane.',
  'forecast.otherModel': '{server} odpowie, ale modelem {instead}: nie patrzy na nazwę {model}.',
  'forecast.cutShort':
    '{model} odpowiada niemal niczym: zadeklarowany kontekst jest pełny, zanim zacznie się rozmowa.',
  'forecast.loads': '{model} najpierw się ładuje, co trwa około {seconds} s.',
  'forecast.loadsUnknown': '{model} najpierw się ładuje; jak długo, jeszcze nie zaobserwowano.',
  'forecast.loadOutlasts':
    '{model} ładuje się około {seconds} s, dłużej niż {limit} s dane dostawcy: gateway rezygnuje, pyta ponownie i dostaje odpowiedź, gdy ładowanie się skończy.',
  'forecast.neverLoads':
    '{model} ładuje się około {seconds} s, dostawca ma {limit} s, a każda próba zaczyna od nowa: tura kończy się błędem.',
  'forecast.notLoadedByItself': '{server} nie ładuje {model} sam z siebie.',
  'forecast.cannotTell': 'Nie da się stąd stwierdzić, co gateway zrobi z {model}.',
  'forecast.duplicate': 'Pytany już wcześniej w łańcuchu.',

  'forecast.movesOn.stopped':
    '{server} nie działa: gateway próbuje przez około {seconds} s, potem idzie dalej.',
  'forecast.movesOn.unreachable':
    '{server} jest nieosiągalny: gateway próbuje przez około {seconds} s, potem idzie dalej.',
  'forecast.movesOn.server-error':
    '{server} odpowiada błędem: gateway próbuje przez około {seconds} s, potem idzie dalej.',
  'forecast.movesOn.rate-limited':
    '{server} odsyła zapytania: gateway próbuje przez około {seconds} s, potem idzie dalej.',
  'forecast.movesOn.not-listed': '{server} nie ma modelu {model}: gateway idzie dalej po około {seconds} s.',
  'forecast.movesOn.no-such-provider':
    'W konfiguracji nie ma dostawcy {server}, a gateway nie zna żadnego o tej nazwie: idzie dalej po około {seconds} s.',
  'forecast.movesOn.key-refused': '{server} odrzuca klucz: gateway idzie dalej po około {seconds} s.',
  'forecast.movesOn.key-missing': '{server} nie ma klucza: gateway idzie dalej po około {seconds} s.',
  'forecast.movesOn.context-blocked':
    'Zadeklarowany kontekst {model} jest dla gatewaya za mały; idzie on dalej po około {seconds} s.',
  'forecast.movesOn.load-failed':
    'Nie udało się załadować {model}: gateway próbuje przez około {seconds} s, potem idzie dalej.',
  'forecast.fails.hung':
    '{server} przyjmuje wiadomość i nigdy nie odpowiada: po około {seconds} s tura kończy się błędem i żadne inne ogniwo nie jest pytane.',
  'forecast.fails.context-overflow':
    'Pierwsza wiadomość jest większa niż to, co {server} dał {model}: tura kończy się błędem po około {seconds} s i żadne inne ogniwo nie jest pytane.',

  'forecast.chain.now': 'Teraz odpowie {link}.',
  'forecast.chain.likely': 'Teraz prawdopodobnie odpowie {link}.',
  'forecast.chain.ifKey': '{link} odpowie, jeśli gateway ma klucz, którego stąd nie widać.',
  'forecast.chain.afterIfKey':
    '{primary} nie odpowie: po około {seconds} s odpowie {link}, jeśli gateway ma klucz, którego stąd nie widać.',
  'forecast.chain.afterLoad': '{link} odpowie po załadowaniu, za około {seconds} s.',
  'forecast.chain.afterUnknownLoad': '{link} odpowie po załadowaniu.',
  'forecast.chain.after.stopped':
    '{server} nie działa: każda wiadomość czeka około {seconds} s, potem odpowiada {link}.',
  'forecast.chain.after.unreachable':
    '{server} jest nieosiągalny: każda wiadomość czeka około {seconds} s, potem odpowiada {link}.',
  'forecast.chain.after.server-error':
    '{server} odpowiada błędami: każda wiadomość czeka około {seconds} s, potem odpowiada {link}.',
  'forecast.chain.after.rate-limited':
    '{server} odsyła zapytania: każda wiadomość czeka około {seconds} s, potem odpowiada {link}.',
  'forecast.chain.after.not-listed':
    '{server} nie ma modelu {primary}: {link} odpowiada po około {seconds} s.',
  'forecast.chain.after.no-such-provider': 'Nie ma dostawcy {server}: {link} odpowiada po około {seconds} s.',
  'forecast.chain.after.key-refused': '{server} odrzuca klucz: {link} odpowiada po około {seconds} s.',
  'forecast.chain.after.key-missing': '{server} nie ma klucza: {link} odpowiada po około {seconds} s.',
  'forecast.chain.after.context-blocked':
    '{primary} ma za mało kontekstu dla gatewaya: {link} odpowiada po około {seconds} s.',
  'forecast.chain.after.load-failed':
    'Nie udało się załadować {primary}: każda wiadomość czeka około {seconds} s, potem odpowiada {link}.',
  'forecast.chain.hung':
    '{server} przyjmuje wiadomości i nigdy nie odpowiada: tura kończy się błędem po około {seconds} s.',
  'forecast.chain.hungStops':
    '{server} przyjmuje wiadomości i nigdy nie odpowiada: tura kończy się błędem po około {seconds} s, a ogniwa za {link} nie są pytane.',
  'forecast.chain.overflow': 'Pierwsza wiadomość agenta nie mieści się w {link}: tura kończy się błędem.',
  'forecast.chain.overflowStops':
    'Pierwsza wiadomość agenta nie mieści się w {link}: tura kończy się błędem, a dalsze ogniwa nie są pytane.',
  'forecast.chain.neverLoads':
    '{link} nie jest załadowany i ładuje się dłużej, niż czeka gateway: tura kończy się błędem.',
  'forecast.chain.allFail':
    'Żadne ogniwo nie może odpowiedzieć: tura kończy się błędem po około {seconds} s.',
  'forecast.chain.empty': 'Nie ustawiono żadnego modelu.',
  'forecast.chain.unknown': 'Nie da się stąd stwierdzić, czy {link} odpowie.',

  'badge.duplicate': 'Występuje w łańcuchu dwa razy; drugi raz nigdy nie jest używany.',
  'badge.outsideAllow': 'Spoza modeli dozwolonych przez zasady. Łańcuch i tak go używa.',
  'badge.aliasAmbiguous': 'Alias {alias} ma kilka modeli; gateway bierze {ref}.',
  'badge.aliasElsewhere': '{alias} to alias {ref}, choć istnieje model o tej nazwie.',
  'badge.timeoutTooShort':
    'Ładowanie trwa około {load} s, a timeoutSeconds dostawcy to {limit}: zapytania rezygnują, zanim model się pojawi.',
  'badge.passesDataOn': 'Wygląda na lokalny, ale wiadomości trafiają do usługi hostowanej.',
  'badge.noPrimary': 'Nie ustawiono modelu głównego.',
  'badge.noFallbacks.string': 'Brak modeli zapasowych: model zapisano jako pojedynczą nazwę.',
  'badge.noFallbacks.pinned':
    'Brak modeli zapasowych: ten agent wskazuje tylko model główny i zapasowych nie dziedziczy.',
  'badge.noFallbacks.off': 'Brak modeli zapasowych: wyłączono je pustą listą.',
  'badge.noFallbacks.none': 'Brak modeli zapasowych.',
  'badge.thrash.oneAtATime':
    '{first} i {second} są na {server}, który trzyma jeden model naraz: każde przejście między nimi oznacza ładowanie.',
  'badge.thrash.seen': '{first} i {second} wypychają się nawzajem z pamięci na {server}.',
  'badge.thrash.memory':
    '{first} i {second} potrzebują razem {needed:bytes} na {server}, więcej, niż dotąd mieścił: mogą się nawzajem wypychać.',
  'badge.scheduled': 'Zaplanowana praca używa tego łańcucha co {every}.',
  'badge.companion.heartbeat':
    'Heartbeat używa {other} na tym samym serwerze: może wypchnąć {first} z pamięci.',
  'badge.companion.compaction':
    'Kompakcja używa {other} na tym samym serwerze: może wypchnąć {first} z pamięci.',
  'badge.companion.other': '{role} używa {other} na tym samym serwerze: może wypchnąć {first} z pamięci.',
  'badge.nobody': 'Teraz nikt nie odpowie.',

  'fix.removeLink': 'Usuń drugie {ref}',
  'fix.useObjectForm': 'Zapisz tak, by dało się dodać modele zapasowe',
  'fix.timeout': 'Daj dostawcy {seconds} s',
};
