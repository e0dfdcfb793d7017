/** The first-run page. */
export const welcome = {} as const;
