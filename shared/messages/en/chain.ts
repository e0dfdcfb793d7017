export const chain = {
  'chain.standIn.unreachable': '{primary} cannot be reached.',
  'chain.standIn.hung': '{primary} takes messages and never answers.',
  'chain.standIn.not-loadable': '{primary} could not be loaded.',
  'chain.standIn.untilWell.unreachable':
    '{primary} cannot be reached. Your own order comes back when it is well again.',
  'chain.standIn.untilWell.hung':
    '{primary} takes messages and never answers. Your own order comes back when it is well again.',
  'chain.standIn.untilWell.not-loadable':
    '{primary} could not be loaded. Your own order comes back once it is loaded.',
} as const;
