import type { chain as english } from '../en/chain.ts';
import type { Translated } from '../types.ts';

export const chain: Translated<typeof english> = {
  'chain.standIn.unreachable': '{primary} недоступна.',
  'chain.standIn.hung': '{primary} принимает сообщения, но не отвечает.',
  'chain.standIn.not-loadable': 'Модель {primary} не удалось загрузить.',
  'chain.standIn.untilWell.unreachable':
    '{primary} недоступна. Ваш порядок вернётся, когда она снова будет в порядке.',
  'chain.standIn.untilWell.hung':
    '{primary} принимает сообщения, но не отвечает. Ваш порядок вернётся, когда она снова будет в порядке.',
  'chain.standIn.untilWell.not-loadable':
    'Модель {primary} не удалось загрузить. Ваш порядок вернётся, когда она загрузится.',
};
