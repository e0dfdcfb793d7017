import type { Catalogue } from '../types.ts';

export const failures: Catalogue['failures'] = {
  'connection-refused': {
    title: 'Pod tym adresem nic nie odpowiada.',
    advice: 'Uruchom serwer albo popraw jego adres i port.',
  },
  'no-connection': {
    title: 'Nie udało się połączyć z maszyną.',
    advice: 'Może być wyłączona, uśpiona albo w innej sieci.',
  },
  'timed-out': {
    title: 'Serwer nie odpowiedział na czas.',
    advice: 'Może być zajęty albo uśpiony. Spróbuj ponownie za chwilę.',
  },
  'name-not-found': {
    title: 'Ta nazwa hosta nie jest znana w Twojej sieci.',
    advice: 'Sprawdź pisownię albo użyj adresu IP.',
  },
  'tls-failed': {
    title: 'Nie udało się nawiązać bezpiecznego połączenia.',
    advice: 'Sprawdź certyfikat albo użyj http:// dla serwera we własnej sieci.',
  },
  'connection-lost': {
    title: 'Serwer zamknął połączenie w trakcie odpowiedzi.',
    advice: 'Być może uruchomił się ponownie. Spróbuj jeszcze raz.',
  },
  'address-not-allowed': {
    title: 'Pilotlight nie łączy się z adresami tego rodzaju.',
    advice: 'Użyj http:// lub https:// i adresu serwera na tym komputerze lub w Twojej sieci.',
  },
  'redirect-refused': {
    title: 'Serwer wskazał inny adres, a Pilotlight za nim nie poszedł.',
    advice: 'Wpisz od razu adres docelowy.',
  },
  unauthorised: {
    title: 'Serwer wymaga klucza albo nie przyjął podanego.',
    advice: 'Ustaw klucz tego serwera.',
  },
  forbidden: {
    title: 'Klucz jest znany, ale nie ma do tego uprawnień.',
    advice: 'Użyj klucza z większymi uprawnieniami albo zezwól na to na serwerze.',
  },
  'not-found': {
    title: 'Serwer nie ma tego, o co go zapytano.',
    advice: 'Sprawdź ścieżkę w adresie: niektóre serwery wymagają /v1, inne nie mogą go mieć.',
  },
  'rate-limited': {
    title: 'Serwer prosi o mniej zapytań.',
    advice: 'Odczekaj chwilę i spróbuj ponownie.',
  },
  'server-error': {
    title: 'Na serwerze wystąpił jego własny błąd.',
    advice: 'Zajrzyj do jego dziennika. Często pomaga ponowne uruchomienie.',
  },
  'server-loading': {
    title: 'Serwer jeszcze się uruchamia.',
    advice: 'Poczekaj, aż załaduje swój model.',
  },
  'bad-answer': {
    title: 'Nie udało się zrozumieć odpowiedzi.',
    advice: 'Sprawdź, czy pod tym adresem jest serwer modeli, a nie strona internetowa.',
  },
  'answer-too-large': {
    title: 'Odpowiedź była zbyt duża, żeby ją odczytać.',
    advice: 'Sprawdź, czy pod tym adresem jest serwer modeli.',
  },
  'wrong-kind-of-server': {
    title: 'Pod tym adresem odpowiada serwer innego rodzaju.',
    advice: 'Pozwól Pilotlight ponownie rozpoznać rodzaj albo wybierz go samodzielnie.',
  },
  'not-supported': {
    title: 'Ten serwer tego nie potrafi.',
    advice: 'Zrób to w aplikacji serwera albo sprawdź, co potrafi serwer tego rodzaju.',
  },
  'model-not-found': {
    title: 'Serwer nie zna tego modelu.',
    advice: 'Sprawdź dokładną nazwę modelu na liście serwera.',
  },
  'model-busy': {
    title: 'Model właśnie komuś odpowiada.',
    advice: 'Poczekaj, aż skończy, albo kontynuuj i przerwij odpowiedź.',
  },
  'out-of-memory': {
    title: 'Za mało pamięci na ten model.',
    advice: 'Rozładuj inny model albo załaduj ten z mniejszym kontekstem.',
  },
  'load-failed': {
    title: 'Serwer nie zdołał załadować modelu.',
    advice: 'Zajrzyj do dziennika serwera albo spróbuj z mniejszym kontekstem.',
  },
  'load-not-confirmed': {
    title: 'Serwer przyjął polecenie ładowania, ale model się nie pojawił.',
    advice: 'Odpytaj serwer ponownie. Jeśli modelu nadal nie ma, zajrzyj do dziennika serwera.',
  },
  'load-goes-on': {
    title: 'Serwer ładuje dalej.',
    advice: 'Nie można go zatrzymać. Rozładuj model, gdy już będzie gotowy.',
  },
  'already-in-progress': {
    title: 'To już się dzieje.',
    advice: 'Poczekaj na zakończenie.',
  },
  cancelled: { title: 'Anulowano.', advice: 'Zacznij ponownie, kiedy zechcesz.' },
  'may-cost-money': {
    title: 'To wysłałoby zapytanie, które może kosztować.',
    advice: 'Jeśli tego chcesz, najpierw potwierdź.',
  },
  'untrusted-sender': {
    title: 'Żądanie nie pochodziło z okna Pilotlight.',
    advice: 'Zamknij okno i otwórz je ponownie.',
  },
  'invalid-input': {
    title: 'Coś z wpisanych danych jest nieprawidłowe.',
    advice: 'Popraw to i spróbuj ponownie.',
  },
  'unknown-server': {
    title: 'Tego serwera nie ma już na liście.',
    advice: 'Jeśli nadal go używasz, dodaj go ponownie.',
  },
  'unknown-model': {
    title: 'Tego modelu nie ma już na liście.',
    advice: 'Odpytaj serwer ponownie, aby zobaczyć, co ma teraz.',
  },
  internal: {
    title: 'Coś poszło nie tak wewnątrz Pilotlight.',
    advice: 'Spróbuj ponownie. Jeśli to nie minie, skopiuj diagnostykę i zgłoś problem.',
  },
  'connection-closed': {
    title: 'To okno straciło połączenie z Pilotlight.',
    advice: 'Połączy się samo, gdy tylko Pilotlight będzie działać.',
  },
  'config-missing': {
    title: 'Nie znaleziono pliku konfiguracji gatewaya.',
    advice: 'Wybierz plik w Ustawieniach albo utwórz nowy.',
  },
  'config-unreadable': {
    title: 'Nie udało się odczytać pliku konfiguracji gatewaya.',
    advice: 'Sprawdź jego uprawnienia.',
  },
  'config-not-a-file': {
    title: 'Pod ścieżką konfiguracji jest coś, co nie jest plikiem.',
    advice: 'Wybierz inną ścieżkę w Ustawieniach.',
  },
  'config-is-symlink': {
    title: 'Konfiguracja jest dowiązaniem do innego pliku, do którego gateway nie pisze.',
    advice: 'Skopiuj zmianę i wprowadź ją we właściwym pliku.',
  },
  'config-read-only': {
    title: 'Konfiguracja jest tutaj tylko do odczytu.',
    advice: 'Skopiuj zmianę i wprowadź ją tam, gdzie plik jest zarządzany.',
  },
  'config-not-utf8': {
    title: 'Plik konfiguracji nie jest tekstem UTF-8.',
    advice: 'Zapisz go w edytorze jako UTF-8.',
  },
  'config-syntax': {
    title: 'W konfiguracji jest błąd składni.',
    advice:
      'Popraw go we wskazanym miejscu albo przywróć ostatnią dobrą wersję. Do następnego uruchomienia gateway działa na starej.',
  },
  'config-too-large': {
    title: 'Plik konfiguracji jest niezwykle duży i nie został odczytany.',
    advice: 'Sprawdź, czy ścieżka jest prawidłowa.',
  },
  'config-shape': {
    title: 'Część konfiguracji nie ma postaci, której oczekuje gateway.',
    advice: 'Popraw ją we wskazanym miejscu. Reszta jest nadal odczytywana.',
  },
  'config-include-refused': {
    title: 'Ta część konfiguracji jest dołączona w sposób, który nie pozwala na edycję.',
    advice: 'Zmień ją bezpośrednio w dołączonym pliku.',
  },
  'config-changed-meanwhile': {
    title: 'Ktoś inny zmienił w tym czasie plik.',
    advice: 'Przejrzyj zmianę jeszcze raz na tle nowego tekstu, a potem zapisz.',
  },
  'config-check-failed': {
    title: 'Zmiana nie przeszła kontroli, więc nic nie zapisano.',
    advice: 'Popraw zaznaczone miejsca i zapisz ponownie.',
  },
  'config-guard': {
    title: 'Zmiana naruszyłaby więcej, niż powinna, więc nic nie zapisano.',
    advice: 'Plik pozostał bez zmian. Wprowadź zmianę w edytorze.',
  },
  'config-write-failed': {
    title: 'Nie udało się zapisać konfiguracji.',
    advice: 'Plik pozostał bez zmian. Sprawdź wolne miejsce i uprawnienia jego folderu.',
  },
  'edit-not-possible': {
    title: 'Ta zmiana nie pasuje do pliku w obecnej postaci.',
    advice: 'Wprowadź ją w edytorze albo wczytaj konfigurację ponownie i spróbuj jeszcze raz.',
  },
  'backup-failed': {
    title: 'Nie udało się zachować poprzedniej wersji, więc nic nie zapisano.',
    advice: 'Sprawdź wolne miejsce i uprawnienia folderu Pilotlight.',
  },
  'undo-not-possible': {
    title: 'Plik zmienił się od tego czasu, więc nie można go po prostu przywrócić.',
    advice: 'Obejrzyj różnicę i zastosuj te części, które chcesz.',
  },
  'cli-missing': {
    title: 'Nie znaleziono polecenia openclaw.',
    advice: 'Zainstaluj je albo podaj jego ścieżkę w Ustawieniach. Kontrole, które go wymagają, są pomijane.',
  },
  'cli-failed': {
    title: 'Polecenie openclaw zakończyło się błędem.',
    advice: 'Uruchom je w terminalu, aby zobaczyć więcej.',
  },
  'gateway-unreachable': {
    title: 'Gateway nie działa.',
    advice: 'Uruchom go poleceniem „openclaw gateway start”.',
  },
  'settings-write-failed': {
    title: 'Nie udało się zapisać ustawień.',
    advice: 'Sprawdź wolne miejsce i uprawnienia folderu Pilotlight.',
  },
  'history-unavailable': {
    title: 'Nie można teraz odczytać historii.',
    advice: 'Wszystko inne działa. Kolejna próba przy następnym uruchomieniu.',
  },
  'key-store-unavailable': {
    title: 'Systemowy magazyn kluczy jest niedostępny.',
    advice: 'Odblokuj go albo wskaż klucz w konfiguracji gatewaya.',
  },
  'desktop-only': {
    title: 'To wymaga aplikacji na komputerze.',
    advice: 'Zrób to na komputerze, na którym Pilotlight ma własne okno.',
  },
  'update-failed': {
    title: 'Nie udało się zainstalować uaktualnienia.',
    advice: 'Spróbuj ponownie albo poczekaj do następnego uruchomienia. Możesz je też pobrać ręcznie.',
  },
  'demo-failed': {
    title: 'Nie udało się uruchomić demo.',
    advice: 'Spróbuj ponownie. W szczegółach jest to, co napisało przed zakończeniem.',
  },
};
