/** The panel under the menu bar icon. */
export const panel = {
  'panel.title': 'Pilotlight',
} as const;
