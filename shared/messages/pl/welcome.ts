import type { welcome as english } from '../en/welcome.ts';
import type { Translated } from '../types.ts';

export const welcome: Translated<typeof english> = {
  'welcome.title': 'Twoje modele, gotowe na wezwanie asystenta',
  'welcome.text':
    'Pilotlight czuwa nad serwerami modeli i pilnuje, żeby konfiguracja gatewaya zgadzała się z rzeczywistością. Oto co znalazł.',
  'welcome.found': 'Znaleziono',
  'welcome.missing': 'Brakuje',
  'welcome.asking': 'Jeszcze odpytywane',
  'welcome.config': 'Konfiguracja gatewaya',
  'welcome.config.looking': 'Trwa szukanie.',
  'welcome.config.missing': 'Nie ma jej w {path}. Plik możesz wybrać później w Ustawieniach.',
  'welcome.config.broken': 'Zawiera błąd w wierszu {line}. Pilotlight pokaże gdzie.',
  'welcome.config.brokenNoPlace': 'Nie da się jej odczytać. Pilotlight pokaże dlaczego.',
  'welcome.cli': 'Polecenie openclaw',
  'welcome.cli.found': 'Wersja {version}',
  'welcome.cli.missing': 'Nie znaleziono. Wszystko działa, tylko kilka kontroli jest pomijanych.',
  'welcome.cli.looking': 'Trwa szukanie.',
  'welcome.noServers': 'Na typowych portach tego komputera nie odpowiada żaden serwer modeli.',
  'welcome.serverUnreachable': 'Wymieniony w konfiguracji, ale nic nie odpowiada.',
  'welcome.looking': 'Odpytywanie typowych portów.',
  'welcome.keepWarm': 'Podtrzymuj lokalne ogniwa łańcucha zapasowego',
  'welcome.keepWarm.note':
    'Dopóki są załadowane, nie znikną z powodu bezczynności. Pozostałych modeli to nie dotyczy. Nie kosztuje to tokenów; tylko model, który LM Studio by rozładowało, zużywa czasem jeden.',
  'welcome.keepWarm.which': 'Teraz jest to {models}.',
  'welcome.login': 'Uruchamiaj przy logowaniu',
  'welcome.use': 'Użyj tych',
  'welcome.start': 'Rozpocznij',
  'welcome.add': 'Dodaj serwer',
  'welcome.demo': 'Wypróbuj demo',
  'welcome.demo.text':
    'Demo to drugi Pilotlight, ze zmyślonymi serwerami i zmyśloną konfiguracją. Nie czyta ani nie zapisuje niczego Twojego i kończy się najpóźniej razem z tym.',
  'welcome.demo.start': 'Uruchom demo',
  'welcome.demo.starting': 'Uruchamianie…',
  'welcome.demo.window': 'Demo działa we własnym oknie.',
  'welcome.demo.ready': 'Demo jest gotowe pod adresem {address}.',
  'welcome.demo.open': 'Otwórz demo',
  'welcome.readOnly': 'Samo sprawdzanie niczego nie ładuje, nie rozładowuje i nic nie kosztuje.',
};
