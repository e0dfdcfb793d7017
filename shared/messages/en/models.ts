/** The Models view: servers, their models, what can be done with them. */
export const models = {
  'models.title': 'Models',
} as const;
