import type { chainView as english } from '../en/chain-view.ts';
import type { Translated } from '../types.ts';

export const chainView: Translated<typeof english> = {
  'chainView.defaults': 'Łańcuch domyślny',
  'chainView.list': 'Ogniwa: {chain}',
  'chainView.inheritedBy': 'Używa go też {agents}',
  'chainView.inheriting': 'Agenci bez własnego łańcucha',
  'chainView.inheriting.note': 'Używają łańcucha domyślnego.',
  'chainView.giveOwn': 'Daj własny łańcuch',
  'chainView.inherit': 'Użyj łańcucha domyślnego',
  'chainView.objectForm': 'Zapisz jako obiekt',
  'chainView.fromDefaults': 'z domyślnych',
  'chainView.legacy': 'stare agents.list',
  'chainView.noFallbacks': 'Brak zapasowych',
  'chainView.sure.not': 'wywnioskowane, nie zmierzone',

  'chainView.move': 'Przenieś {link}',
  'chainView.actions': 'Działania: {link}',
  'chainView.actionsOfChain': 'Działania: {chain}',
  'chainView.moveUp': 'Przenieś w górę',
  'chainView.moveDown': 'Przenieś w dół',
  'chainView.makePrimary': 'Ustaw jako główny',
  'chainView.setAlias': 'Ustaw alias…',
  'chainView.changeAlias': 'Zmień alias…',
  'chainView.removeAlias': 'Usuń alias',
  'chainView.remove': 'Usuń z łańcucha',
  'chainView.showModel': 'Pokaż model',
  'chainView.copyRef': 'Kopiuj odwołanie',
  'chainView.removeLast': 'Łańcuch wymaga modelu głównego; dodaj najpierw inne ogniwo.',
  'chainView.fix': 'Popraw…',
  'chainView.said.moved': '{link} jest teraz na miejscu {place:number} z {of:number}.',
  'chainView.said.added': 'Dodano {link} na miejscu {place:number}.',
  'chainView.said.removed': 'Usunięto {link}.',
  'chainView.said.undone': 'Cofnięto ostatnią zmianę.',

  'chainView.context': 'Kontekst: {link}',
  'chainView.planned': 'zakłada {tokens:tokens}',

  'chainView.alias': 'Alias',
  'chainView.alias.taken': 'Ten alias ma już {ref}.',
  'chainView.alias.used': 'Łańcuch wskazuje ten model przez alias; najpierw zmień tamto ogniwo.',
  'chainView.alias.slash': 'Alias nie może zawierać ukośnika.',

  'chainView.add': 'Dodaj ogniwo',
  'chainView.add.search': 'Szukaj modeli lub wpisz dostawca/model',
  'chainView.add.free': 'Jak wpisano',
  'chainView.add.inChain': 'już w tym łańcuchu',
  'chainView.add.notRef': 'Wpisz jako dostawca/model, na przykład lmstudio/qwen3-30b.',
  'chainView.add.noProvider':
    'W konfiguracji nie ma dostawcy {provider}. Zadziała tylko wtedy, gdy OpenClaw sam go zna.',
  'chainView.add.notListed': '{server} nie podaje modelu {model}.',
  'chainView.add.nearest': 'Czy chodzi o {model}?',
  'chainView.add.none': 'Żaden model nie pasuje.',

  'chainView.pending.moved': 'przeniesione',
  'chainView.pending.added': 'nowe',
  'chainView.pending.alias': 'zmieniony alias',
  'chainView.pending.removed': 'Usunięte: {links}',
  'chainView.pending.count': {
    one: '{count} niezapisana zmiana',
    few: '{count} niezapisane zmiany',
    many: '{count} niezapisanych zmian',
    other: '{count} niezapisanej zmiany',
  },
  'chainView.review': 'Przejrzyj zmiany…',
  'chainView.discard': 'Odrzuć',
  'chainView.undoLast': 'Cofnij ostatnią zmianę',
  'chainView.outside.title': 'Konfigurację zmieniono z zewnątrz. Twoje zmiany nałożono na nową wersję.',
  'chainView.outside.conflict':
    'Konfigurację zmieniono z zewnątrz i nie wszystkie Twoje zmiany jeszcze pasują.',
  'chainView.conflict.order':
    '{chain}: ogniwa są teraz inne; Twoją kolejność zachowano dla tych, które nadal istnieją.',
  'chainView.conflict.gone': '{chain}: {ref} już tu nie ma.',
  'chainView.conflict.already': '{chain}: {ref} już tu jest.',
  'chainView.conflict.noAgent': 'Agenta {agent} już nie ma.',
  'chainView.conflict.ownChain': '{chain}: ma już własny łańcuch.',
  'chainView.conflict.noChain': '{chain}: nie ma już własnego łańcucha.',

  'chainView.preset.hosted-first': 'Najpierw hostowane',
  'chainView.preset.local-first': 'Najpierw lokalne',
  'chainView.preset.local-only': 'Tylko lokalne',
  'chainView.preset.hosted-first.note':
    'Odpowiada model hostowany; Twoje komputery są siatką bezpieczeństwa.',
  'chainView.preset.local-first.note':
    'Odpowiadają Twoje komputery; model hostowany jest siatką bezpieczeństwa.',
  'chainView.preset.local-only.note':
    'Nic nie opuszcza Twoich komputerów. Gdy nie działają, nikt nie odpowiada.',
  'chainView.preset.not.no-chain': 'Nie ma łańcucha do ułożenia.',
  'chainView.preset.not.inherits': 'Ten agent nie ma własnego łańcucha.',
  'chainView.preset.not.no-hosted-model': 'W łańcuchu nie ma modelu hostowanego.',
  'chainView.preset.not.no-local-model': 'W łańcuchu nie ma modelu na Twoich komputerach.',
  'chainView.preset.losesNote': 'Pozostaną w konfiguracji i można je dodać ponownie.',
  'chainView.preset.title': '{preset}: {chain}',
  'chainView.preset.now': 'Teraz',
  'chainView.preset.then': 'Potem',
  'chainView.preset.same': 'Łańcuch ma już tę kolejność.',
  'chainView.preset.use': 'Użyj tej kolejności',
  'chainView.preset.loses': 'Z łańcucha znikną: {links}',

  'chainView.noConfig.title': 'Nie znaleziono konfiguracji gatewaya',
  'chainView.noConfig.advice': 'Łańcuch jest zapisany w pliku konfiguracji gatewaya. Sprawdzono {path}.',
  'chainView.unreadable.title': 'Nie da się odczytać konfiguracji',
  'chainView.unreadable.advice':
    'Nie ma wcześniejszej wersji, z której można pokazać łańcuch. Najpierw napraw plik.',
  'chainView.looking': 'Odczytywanie konfiguracji gatewaya…',
  'chainView.broken.title': 'Nie da się odczytać konfiguracji; oto łańcuch z jej ostatniej dobrej wersji.',
  'chainView.broken.advice':
    'Gateway używa jej do następnego uruchomienia. Aby zmienić łańcuch, napraw plik.',
  'chainView.readOnly':
    'Konfiguracji nie można stąd zapisać. Zmiany można przejrzeć i skopiować jako różnicę.',
  'chainView.standIn': 'Zastępstwo: {ref} odpowiada zamiast {instead}.',
  'chainView.standIn.end': 'Przywróć moją kolejność',
};
