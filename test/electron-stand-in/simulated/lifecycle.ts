/** Where the app stands between start and exit: read by what must know without knowing the app itself. */
export const lifecycle = { ready: false, quitting: false };
