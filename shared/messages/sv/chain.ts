import type { chain as english } from '../en/chain.ts';
import type { Translated } from '../types.ts';

export const chain: Translated<typeof english> = {
  'chain.standIn.unreachable': '{primary} går inte att nå.',
  'chain.standIn.hung': '{primary} tar emot meddelanden men svarar aldrig.',
  'chain.standIn.not-loadable': '{primary} gick inte att ladda.',
  'chain.standIn.untilWell.unreachable':
    '{primary} går inte att nå. Din egen ordning kommer tillbaka när den mår bra igen.',
  'chain.standIn.untilWell.hung':
    '{primary} tar emot meddelanden men svarar aldrig. Din egen ordning kommer tillbaka när den mår bra igen.',
  'chain.standIn.untilWell.not-loadable':
    '{primary} gick inte att ladda. Din egen ordning kommer tillbaka när den är laddad.',
};
