import type { welcome as english } from '../en/welcome.ts';
import type { Translated } from '../types.ts';

export const welcome: Translated<typeof english> = {
  'welcome.title': 'Dina modeller, redo när assistenten ropar',
  'welcome.text':
    'Pilotlight håller ett öga på dina modellservrar och ser till att gatewayens inställningar stämmer. Det här hittades.',
  'welcome.found': 'Hittat',
  'welcome.missing': 'Saknas',
  'welcome.asking': 'Frågar ännu',
  'welcome.config': 'Gatewayens konfiguration',
  'welcome.config.looking': 'Letar efter den.',
  'welcome.config.missing': 'Finns inte i {path}. Du kan välja filen senare i Inställningar.',
  'welcome.config.broken': 'Den har ett fel på rad {line}. Pilotlight visar var.',
  'welcome.config.brokenNoPlace': 'Den går inte att läsa. Pilotlight visar varför.',
  'welcome.cli': 'Kommandot openclaw',
  'welcome.cli.found': 'Version {version}',
  'welcome.cli.missing': 'Hittades inte. Allt fungerar, men några kontroller utelämnas.',
  'welcome.cli.looking': 'Letar efter det.',
  'welcome.noServers': 'Ingen modellserver svarar på de vanliga portarna på den här datorn.',
  'welcome.serverUnreachable': 'Nämns i konfigurationen, men inget svarar.',
  'welcome.looking': 'Frågar de vanliga portarna.',
  'welcome.keepWarm': 'Håll fallbackkedjans lokala länkar varma',
  'welcome.keepWarm.note':
    'Så länge de är laddade laddas de inte ur för att ingen använder dem. Dina andra modeller lämnas i fred. Det kostar inga tokens; bara en modell som LM Studio skulle ladda ur tar en då och då.',
  'welcome.keepWarm.which': 'Just nu är det {models}.',
  'welcome.login': 'Starta vid inloggning',
  'welcome.use': 'Använd dessa',
  'welcome.start': 'Börja',
  'welcome.add': 'Lägg till en server',
  'welcome.demo': 'Prova demon',
  'welcome.demo.text':
    'Demon är en andra Pilotlight med påhittade servrar och en påhittad konfiguration. Den läser och skriver inget av ditt och avslutas senast tillsammans med den här.',
  'welcome.demo.start': 'Starta demon',
  'welcome.demo.starting': 'Startar…',
  'welcome.demo.window': 'Demon körs i ett eget fönster.',
  'welcome.demo.ready': 'Demon är klar på {address}.',
  'welcome.demo.open': 'Öppna demon',
  'welcome.readOnly': 'Att titta laddar inget, laddar inte ur något och kostar inget.',
};
