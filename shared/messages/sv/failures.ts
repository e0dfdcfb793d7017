import type { Catalogue } from '../types.ts';

export const failures: Catalogue['failures'] = {
  'connection-refused': {
    title: 'Inget svarar på den här adressen.',
    advice: 'Starta servern, eller rätta dess adress och port.',
  },
  'no-connection': {
    title: 'Maskinen kunde inte nås.',
    advice: 'Den kan vara avstängd, sova eller vara på ett annat nätverk.',
  },
  'timed-out': {
    title: 'Servern svarade inte i tid.',
    advice: 'Den kan vara upptagen eller sova. Försök igen om en stund.',
  },
  'name-not-found': {
    title: 'Värdnamnet är inte känt i ditt nätverk.',
    advice: 'Kontrollera stavningen, eller använd IP-adressen.',
  },
  'tls-failed': {
    title: 'En säker anslutning kunde inte upprättas.',
    advice: 'Kontrollera certifikatet, eller använd http:// för en server i ditt eget nätverk.',
  },
  'connection-lost': {
    title: 'Servern stängde anslutningen mitt i ett svar.',
    advice: 'Den kan ha startats om. Försök igen.',
  },
  'address-not-allowed': {
    title: 'Pilotlight ansluter inte till den här sortens adress.',
    advice: 'Använd http:// eller https:// och adressen till en server på denna dator eller i ditt nätverk.',
  },
  'redirect-refused': {
    title: 'Servern pekade på en annan adress, och Pilotlight följde inte med.',
    advice: 'Ange den slutliga adressen direkt.',
  },
  unauthorised: {
    title: 'Servern vill ha en nyckel, eller godtog inte den den fick.',
    advice: 'Ange serverns nyckel.',
  },
  forbidden: {
    title: 'Nyckeln är känd men får inte göra detta.',
    advice: 'Använd en nyckel med fler rättigheter, eller tillåt det på servern.',
  },
  'not-found': {
    title: 'Servern har inte det som efterfrågades.',
    advice: 'Kontrollera adressens sökväg: vissa servrar behöver /v1, andra får inte ha det.',
  },
  'rate-limited': {
    title: 'Servern ber om färre anrop.',
    advice: 'Vänta lite och försök sedan igen.',
  },
  'server-error': {
    title: 'Servern råkade ut för ett eget fel.',
    advice: 'Titta i dess logg. Det hjälper ofta att starta om den.',
  },
  'server-loading': {
    title: 'Servern håller fortfarande på att starta.',
    advice: 'Vänta tills den har laddat sin modell.',
  },
  'bad-answer': {
    title: 'Svaret gick inte att förstå.',
    advice: 'Kontrollera att adressen går till en inferensserver och inte till en webbsida.',
  },
  'answer-too-large': {
    title: 'Svaret var för stort för att läsas.',
    advice: 'Kontrollera att adressen går till en inferensserver.',
  },
  'wrong-kind-of-server': {
    title: 'En annan typ av server svarar på den här adressen.',
    advice: 'Låt Pilotlight känna igen typen på nytt, eller välj den själv.',
  },
  'not-supported': {
    title: 'Servern har inget sätt att göra det.',
    advice: 'Gör det i serverns egen app, eller se efter vad den här typen av server klarar.',
  },
  'model-not-found': {
    title: 'Servern känner inte till modellen.',
    advice: 'Kontrollera modellens exakta namn i serverns lista.',
  },
  'model-busy': {
    title: 'Modellen svarar någon just nu.',
    advice: 'Vänta tills den är klar, eller fortsätt och avbryt svaret.',
  },
  'out-of-memory': {
    title: 'Minnet räcker inte till den här modellen.',
    advice: 'Ladda ur en annan modell, eller ladda den här med en mindre kontext.',
  },
  'load-failed': {
    title: 'Servern kunde inte ladda modellen.',
    advice: 'Titta i serverns logg, eller prova en mindre kontext.',
  },
  'load-not-confirmed': {
    title: 'Servern godtog laddningen, men modellen dök inte upp.',
    advice: 'Fråga servern igen. Om modellen uteblir, titta i serverns logg.',
  },
  'load-goes-on': {
    title: 'Servern fortsätter att ladda.',
    advice: 'Det går inte att stoppa. Ladda ur modellen när den är på plats.',
  },
  'already-in-progress': {
    title: 'Det här görs redan.',
    advice: 'Vänta tills det är klart.',
  },
  cancelled: { title: 'Det avbröts.', advice: 'Starta det igen när du vill.' },
  'may-cost-money': {
    title: 'Det här skulle skicka ett anrop som kan kosta pengar.',
    advice: 'Bekräfta först om du vill det.',
  },
  'untrusted-sender': {
    title: 'Begäran kom inte från ett Pilotlight-fönster.',
    advice: 'Stäng fönstret och öppna det igen.',
  },
  'invalid-input': {
    title: 'Något av det som angavs är inte giltigt.',
    advice: 'Rätta det och försök igen.',
  },
  'unknown-server': {
    title: 'Servern finns inte längre i listan.',
    advice: 'Lägg till den igen om du fortfarande använder den.',
  },
  'unknown-model': {
    title: 'Modellen finns inte längre i listan.',
    advice: 'Fråga servern igen för att se vad den har nu.',
  },
  internal: {
    title: 'Något gick fel inuti Pilotlight.',
    advice: 'Försök igen. Om felet består, kopiera diagnostiken och rapportera det.',
  },
  'connection-closed': {
    title: 'Fönstret har tappat förbindelsen med Pilotlight.',
    advice: 'Det ansluter igen av sig självt så snart Pilotlight är igång.',
  },
  'config-missing': {
    title: 'Gatewayens konfigurationsfil hittades inte.',
    advice: 'Välj filen i Inställningar, eller skapa en ny.',
  },
  'config-unreadable': {
    title: 'Gatewayens konfigurationsfil kunde inte läsas.',
    advice: 'Kontrollera dess behörigheter.',
  },
  'config-not-a-file': {
    title: 'På konfigurationens sökväg finns något som inte är en fil.',
    advice: 'Välj en annan sökväg i Inställningar.',
  },
  'config-is-symlink': {
    title: 'Konfigurationen är en länk till en annan fil, som gatewayen inte skriver till.',
    advice: 'Kopiera ändringen och gör den i den riktiga filen.',
  },
  'config-read-only': {
    title: 'Konfigurationen är skrivskyddad här.',
    advice: 'Kopiera ändringen och gör den där filen hanteras.',
  },
  'config-not-utf8': {
    title: 'Konfigurationsfilen är inte UTF-8-text.',
    advice: 'Spara den som UTF-8 i en redigerare.',
  },
  'config-syntax': {
    title: 'Konfigurationen har ett syntaxfel.',
    advice:
      'Rätta det på platsen som visas, eller återställ den senaste fungerande versionen. Gatewayen fortsätter med den gamla tills den startar om.',
  },
  'config-too-large': {
    title: 'Konfigurationsfilen är ovanligt stor och lästes inte.',
    advice: 'Kontrollera att sökvägen stämmer.',
  },
  'config-shape': {
    title: 'En del av konfigurationen har inte den form gatewayen väntar sig.',
    advice: 'Rätta den på platsen som visas. Resten läses ändå.',
  },
  'config-include-refused': {
    title: 'Den här delen av konfigurationen är inkluderad på ett sätt som inte går att redigera.',
    advice: 'Ändra den direkt i den inkluderade filen.',
  },
  'config-changed-meanwhile': {
    title: 'Någon annan ändrade filen under tiden.',
    advice: 'Titta på ändringen igen ovanpå den nya texten och spara sedan.',
  },
  'config-check-failed': {
    title: 'Ändringen klarade inte kontrollerna, så inget skrevs.',
    advice: 'Rätta det som är markerat och spara sedan igen.',
  },
  'config-guard': {
    title: 'Ändringen skulle ha rört mer än den borde, så inget skrevs.',
    advice: 'Filen är som den var. Gör ändringen i redigeraren i stället.',
  },
  'config-write-failed': {
    title: 'Konfigurationen kunde inte skrivas.',
    advice: 'Filen är som den var. Kontrollera ledigt utrymme och behörigheter för dess mapp.',
  },
  'edit-not-possible': {
    title: 'Ändringen passar inte filen som den är.',
    advice: 'Gör den i redigeraren, eller läs in konfigurationen igen och försök på nytt.',
  },
  'backup-failed': {
    title: 'Den föregående versionen kunde inte sparas undan, så inget skrevs.',
    advice: 'Kontrollera ledigt utrymme och behörigheter för Pilotlights egen mapp.',
  },
  'undo-not-possible': {
    title: 'Filen har ändrats sedan dess, så den kan inte bara läggas tillbaka.',
    advice: 'Titta på skillnaden och använd de delar du vill ha.',
  },
  'cli-missing': {
    title: 'Kommandot openclaw hittades inte.',
    advice: 'Installera det, eller ange dess sökväg i Inställningar. Kontroller som behöver det utelämnas.',
  },
  'cli-failed': {
    title: 'Kommandot openclaw avslutades med ett fel.',
    advice: 'Kör det i en terminal för att se mer.',
  },
  'gateway-unreachable': {
    title: 'Gatewayen är inte igång.',
    advice: 'Starta den med ”openclaw gateway start”.',
  },
  'settings-write-failed': {
    title: 'Inställningarna kunde inte sparas.',
    advice: 'Kontrollera ledigt utrymme och behörigheter för Pilotlights mapp.',
  },
  'history-unavailable': {
    title: 'Historiken kan inte läsas just nu.',
    advice: 'Allt annat fungerar. Ett nytt försök görs vid nästa start.',
  },
  'key-store-unavailable': {
    title: 'Systemets nyckelförvaring är inte tillgänglig.',
    advice: 'Lås upp den, eller ange nyckeln i gatewayens konfiguration i stället.',
  },
  'desktop-only': {
    title: 'Det här kräver skrivbordsappen.',
    advice: 'Gör det på datorn där Pilotlight har ett eget fönster.',
  },
  'update-failed': {
    title: 'Uppdateringen kunde inte installeras.',
    advice: 'Försök igen, eller använd den vid nästa start. Du kan också ladda ned den för hand.',
  },
  'demo-failed': {
    title: 'Demon kunde inte startas.',
    advice: 'Försök igen. Detaljerna visar vad den sade innan den avslutades.',
  },
};
