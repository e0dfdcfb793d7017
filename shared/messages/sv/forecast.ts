import type { forecast as english } from '../en/forecast.ts';
import type { Translated } from '../types.ts';

export const forecast: Translated<typeof english> = {
  'link.place.this-machine': 'på denna dator',
  'link.place.lan': 'i det lokala nätverket',
  'link.place.tailnet': 'i tailnetet',
  'link.place.hosted': 'hostad',
  'link.place.hostedIn': 'hostad, {region}',
  'link.place.hostedVia': 'hostad, av {services}',
  'link.place.elsewhere': 'på en annan dator, via LM Link',
  'link.place.passedOn': 'skickas vidare till en hostad tjänst',
  'link.place.hybrid': 'på denna sida eller hostad, avgörs för varje meddelande ({local} eller {hosted})',
  'link.place.unknown': 'okänd plats',

  'link.state.warm': 'varm',
  'link.state.busy': 'varm, svarar',
  'link.state.loading': 'laddas',
  'link.state.cold': 'inte laddad',
  'link.state.asleep': 'sover',
  'link.state.failed': 'kunde inte laddas: {reason}',
  'link.state.stopped': '{server} är inte igång',
  'link.state.unreachable': '{server} går inte att nå',
  'link.state.hung': '{server} svarar inte',
  'link.state.keyRefused': '{server} avvisar nyckeln',
  'link.state.notListed': '{server} har ingen modell {model}',
  'link.state.notListedNearest': '{server} har ingen modell {model}; den har {nearest}',
  'link.state.key.present': 'nyckel finns',
  'link.state.key.missing': 'ingen nyckel',
  'link.state.key.not-visible': 'nyckeln syns inte härifrån',
  'link.state.unknown.not-told': 'servern uppger det inte',
  'link.state.unknown.not-asked-yet': 'inte tillfrågad än',
  'link.state.noSuchProvider': 'leverantören finns inte i konfigurationen',
  'link.state.unknown.not-a-ref': 'ingen fullständig referens',
  'link.state.unknown.not-watched': 'servern bevakas inte',
  'link.state.unknown.key-not-sent': 'vill ha en nyckel som bara gatewayen kan läsa',

  'forecast.warm': '{model} är laddad och svarar.',
  'forecast.hosted': '{provider} svarar.',
  'forecast.keyNotVisible': '{provider} svarar om gatewayen har dess nyckel, som inte syns härifrån.',
  'forecast.proxy': '{server} svarar; den uppger inte vad som är laddat.',
  'forecast.otherModel': '{server} svarar, men med {instead}: den bryr sig inte om namnet {model}.',
  'forecast.cutShort':
    '{model} svarar med nästan ingenting: den angivna kontexten är full innan konversationen börjar.',
  'forecast.loads': '{model} laddas först, vilket tar ca {seconds} s.',
  'forecast.loadsUnknown': '{model} laddas först; hur lång tid det tar har inte setts än.',
  'forecast.loadOutlasts':
    '{model} tar ca {seconds} s att ladda, längre än de {limit} s som leverantören får: gatewayen ger upp, frågar igen och får svar när laddningen är klar.',
  'forecast.neverLoads':
    '{model} tar ca {seconds} s att ladda, leverantören får {limit} s, och varje försök börjar om: omgången misslyckas.',
  'forecast.notLoadedByItself': '{server} laddar inte {model} av sig själv.',
  'forecast.cannotTell': 'Vad gatewayen gör med {model} går inte att säga härifrån.',
  'forecast.duplicate': 'Redan tillfrågad tidigare i kedjan.',

  'forecast.movesOn.stopped':
    '{server} är inte igång: gatewayen försöker i ca {seconds} s och går sedan vidare.',
  'forecast.movesOn.unreachable':
    '{server} går inte att nå: gatewayen försöker i ca {seconds} s och går sedan vidare.',
  'forecast.movesOn.server-error':
    '{server} svarar med ett fel: gatewayen försöker i ca {seconds} s och går sedan vidare.',
  'forecast.movesOn.rate-limited':
    '{server} avböjer anrop: gatewayen försöker i ca {seconds} s och går sedan vidare.',
  'forecast.movesOn.not-listed': '{server} har inte {model}: gatewayen går vidare efter ca {seconds} s.',
  'forecast.movesOn.no-such-provider':
    'Konfigurationen har ingen leverantör {server}, och gatewayen känner inte till någon med det namnet: den går vidare efter ca {seconds} s.',
  'forecast.movesOn.key-refused': '{server} avvisar nyckeln: gatewayen går vidare efter ca {seconds} s.',
  'forecast.movesOn.key-missing': '{server} har ingen nyckel: gatewayen går vidare efter ca {seconds} s.',
  'forecast.movesOn.context-blocked':
    'Den angivna kontexten för {model} är för liten för gatewayen, som går vidare efter ca {seconds} s.',
  'forecast.movesOn.load-failed':
    '{model} kunde inte laddas: gatewayen försöker i ca {seconds} s och går sedan vidare.',
  'forecast.fails.hung':
    '{server} tar emot meddelandet och svarar aldrig: efter ca {seconds} s misslyckas omgången, och ingen annan länk tillfrågas.',
  'forecast.fails.context-overflow':
    'Det första meddelandet är större än vad {server} gav {model}: omgången misslyckas efter ca {seconds} s, och ingen annan länk tillfrågas.',

  'forecast.chain.now': '{link} skulle svara nu.',
  'forecast.chain.likely': '{link} skulle troligen svara nu.',
  'forecast.chain.ifKey': '{link} skulle svara om gatewayen har nyckeln, som inte syns härifrån.',
  'forecast.chain.afterIfKey':
    '{primary} svarar inte: efter ca {seconds} s skulle {link} svara om gatewayen har nyckeln, som inte syns härifrån.',
  'forecast.chain.afterLoad': '{link} skulle svara efter laddning, om ca {seconds} s.',
  'forecast.chain.afterUnknownLoad': '{link} skulle svara efter laddning.',
  'forecast.chain.after.stopped':
    '{server} är stoppad: varje meddelande skulle vänta ca {seconds} s, sedan svarar {link}.',
  'forecast.chain.after.unreachable':
    '{server} går inte att nå: varje meddelande skulle vänta ca {seconds} s, sedan svarar {link}.',
  'forecast.chain.after.server-error':
    '{server} svarar med fel: varje meddelande skulle vänta ca {seconds} s, sedan svarar {link}.',
  'forecast.chain.after.rate-limited':
    '{server} avböjer anrop: varje meddelande skulle vänta ca {seconds} s, sedan svarar {link}.',
  'forecast.chain.after.not-listed': '{server} har inte {primary}: {link} svarar efter ca {seconds} s.',
  'forecast.chain.after.no-such-provider':
    'Det finns ingen leverantör {server}: {link} svarar efter ca {seconds} s.',
  'forecast.chain.after.key-refused': '{server} avvisar nyckeln: {link} svarar efter ca {seconds} s.',
  'forecast.chain.after.key-missing': '{server} har ingen nyckel: {link} svarar efter ca {seconds} s.',
  'forecast.chain.after.context-blocked':
    '{primary} har för lite kontext för gatewayen: {link} svarar efter ca {seconds} s.',
  'forecast.chain.after.load-failed':
    '{primary} kunde inte laddas: varje meddelande skulle vänta ca {seconds} s, sedan svarar {link}.',
  'forecast.chain.hung':
    '{server} tar emot meddelanden och svarar aldrig: omgången misslyckas efter ca {seconds} s.',
  'forecast.chain.hungStops':
    '{server} tar emot meddelanden och svarar aldrig: omgången misslyckas efter ca {seconds} s, länkarna efter {link} tillfrågas inte.',
  'forecast.chain.overflow': 'En agents första meddelande ryms inte i {link}: omgången misslyckas.',
  'forecast.chain.overflowStops':
    'En agents första meddelande ryms inte i {link}: omgången misslyckas, länkarna efter den tillfrågas inte.',
  'forecast.chain.neverLoads':
    '{link} är inte laddad och tar längre tid att ladda än gatewayen väntar: omgången misslyckas.',
  'forecast.chain.allFail': 'Ingen länk kan svara: omgången misslyckas efter ca {seconds} s.',
  'forecast.chain.empty': 'Ingen modell är angiven.',
  'forecast.chain.unknown': 'Om {link} skulle svara går inte att säga härifrån.',

  'badge.duplicate': 'Finns två gånger i kedjan; den andra används aldrig.',
  'badge.outsideAllow': 'Inte bland de modeller som policyn tillåter. Kedjan använder den ändå.',
  'badge.aliasAmbiguous': 'Flera modeller har aliaset {alias}; gatewayen tar {ref}.',
  'badge.aliasElsewhere': '{alias} är ett alias för {ref}, fast det finns en modell med det namnet.',
  'badge.timeoutTooShort':
    'Laddningen tar ca {load} s, leverantörens timeoutSeconds är {limit}: anropen ger upp innan modellen är på plats.',
  'badge.passesDataOn': 'Ser lokal ut, men meddelandena går vidare till en hostad tjänst.',
  'badge.noPrimary': 'Ingen primär modell är angiven.',
  'badge.noFallbacks.string': 'Ingen fallback: modellen är skriven som ett enda namn.',
  'badge.noFallbacks.pinned': 'Ingen fallback: agenten anger sin primära utan någon och ärver ingen.',
  'badge.noFallbacks.off': 'Ingen fallback: avstängt med en tom lista.',
  'badge.noFallbacks.none': 'Ingen fallback.',
  'badge.thrash.oneAtATime':
    '{first} och {second} finns på {server}, som håller en modell i taget: varje byte mellan dem laddar om.',
  'badge.thrash.seen': '{first} och {second} tränger ut varandra ur minnet på {server}.',
  'badge.thrash.memory':
    '{first} och {second} behöver tillsammans {needed:bytes} på {server}, mer än den hållit hittills: de kan tränga ut varandra.',
  'badge.scheduled': 'Schemalagt arbete använder kedjan, intervall {every}.',
  'badge.companion.heartbeat':
    'Heartbeat använder {other} på samma server: det kan tränga ut {first} ur minnet.',
  'badge.companion.compaction':
    'Komprimeringen använder {other} på samma server: det kan tränga ut {first} ur minnet.',
  'badge.companion.other': '{role} använder {other} på samma server: det kan tränga ut {first} ur minnet.',
  'badge.nobody': 'Ingen skulle svara nu.',

  'fix.removeLink': 'Ta bort den andra {ref}',
  'fix.useObjectForm': 'Skriv den så att fallback kan läggas till',
  'fix.timeout': 'Ge leverantören {seconds} s',
};
