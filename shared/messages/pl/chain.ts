import type { chain as english } from '../en/chain.ts';
import type { Translated } from '../types.ts';

export const chain: Translated<typeof english> = {
  'chain.standIn.unreachable': '{primary} jest nieosiągalny.',
  'chain.standIn.hung': '{primary} przyjmuje wiadomości, ale nie odpowiada.',
  'chain.standIn.not-loadable': 'Nie udało się załadować {primary}.',
  'chain.standIn.untilWell.unreachable':
    '{primary} jest nieosiągalny. Twoja kolejność wróci, gdy znów będzie działać.',
  'chain.standIn.untilWell.hung':
    '{primary} przyjmuje wiadomości, ale nie odpowiada. Twoja kolejność wróci, gdy znów będzie działać.',
  'chain.standIn.untilWell.not-loadable':
    'Nie udało się załadować {primary}. Twoja kolejność wróci, gdy model się załaduje.',
};
