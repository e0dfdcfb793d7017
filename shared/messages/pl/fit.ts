import type { fit as english } from '../en/fit.ts';
import type { Translated } from '../types.ts';

export const fit: Translated<typeof english> = {
  'fit.planned.contextTokens': 'Gateway zakłada {tokens} tokenów, zgodnie z contextTokens.',
  'fit.planned.contextWindow': 'Gateway zakłada {tokens} tokenów, zgodnie z contextWindow.',
  'fit.planned.loaded': 'Gateway zakłada {tokens} tokenów, bo tak załadowano model.',
  'fit.planned.discovered': 'Gateway zakłada {tokens} tokenów, bo tyle wykrył dla modelu.',
  'fit.planned.assumed': 'Nic nie podaje gatewayowi kontekstu, więc zakłada {tokens} tokenów.',

  'fit.blocked':
    'Konfiguracja daje {model} tylko {tokens} tokenów. Gateway go odrzuca i bierze następne ogniwo.',
  'fit.firstRefused':
    '{model} ma na serwerze {given} tokenów, a pierwsza wiadomość agenta zajmuje już około {prompt}: serwer ją odrzuca i tura kończy się błędem, niezależnie od modeli zapasowych.',
  'fit.silentlyCut':
    'Gateway wysyła do {model} nawet {planned} tokenów, a serwer zachowuje {given} i bez słowa odrzuca początek.',
  'fit.cutAlways':
    '{model} ma {given} tokenów, a pierwsza wiadomość agenta zajmuje już około {prompt}: serwer bez słowa odrzuca początek.',
  'fit.noRoom':
    'Konfiguracja daje {model} {tokens} tokenów, które wypełnia już sam prompt gatewaya: odpowiedzi są ucinane niemal do zera.',
  'fit.refusedLater':
    'Gateway zakłada dla {model} {planned} tokenów, a serwer dał mu {given}: długie rozmowy są odrzucane i żaden model zapasowy nie jest wtedy pytany.',
  'fit.largerThanMax': 'Konfiguracja daje {model} {planned} tokenów, a potrafi on najwyżej {max}.',
  'fit.reloads':
    'Gateway żąda {asked} tokenów, a {model} załadowano z {loaded}: następna wiadomość załaduje go od nowa.',
  'fit.secondCopy':
    '{model} załadowano z {loaded} tokenami, a gateway chce {planned} i załaduje drugą kopię.',
  'fit.tokensOverWindow':
    'contextTokens modelu {model} ({tokens}) jest większe niż jego contextWindow ({window}).',
  'fit.answerTooLong':
    'maxTokens modelu {model} ({answer}) nie zostawia z jego {planned} tokenów nic na rozmowę.',
  'fit.low': 'Gateway ostrzega przed {model}: {planned} tokenów to mniej niż jedna piąta jego {native}.',
  'fit.wastes':
    'Serwer trzyma dla {model} {given} tokenów, a gateway używa {planned}: reszta to bezczynna pamięć.',

  'fit.fix.set': 'Ustaw {field} na {value}',
  'fit.fix.reload': 'Załaduj ponownie z {context} tokenami',
  'fit.fix.reloadMemory': 'Załaduj ponownie z {context} tokenami (zajmie około {memory:bytes})',
};
