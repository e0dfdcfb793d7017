import type { chain as english } from '../en/chain.ts';
import type { Translated } from '../types.ts';

export const chain: Translated<typeof english> = {
  'chain.standIn.unreachable': '{primary} está inacessível.',
  'chain.standIn.hung': '{primary} recebe mensagens e nunca responde.',
  'chain.standIn.not-loadable': 'Não foi possível carregar {primary}.',
  'chain.standIn.untilWell.unreachable':
    '{primary} está inacessível. A sua ordem volta quando ele estiver bem de novo.',
  'chain.standIn.untilWell.hung':
    '{primary} recebe mensagens e nunca responde. A sua ordem volta quando ele estiver bem de novo.',
  'chain.standIn.untilWell.not-loadable':
    'Não foi possível carregar {primary}. A sua ordem volta assim que ele for carregado.',
};
