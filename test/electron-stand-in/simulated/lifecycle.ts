/** Where the app stands between start and exit: read by what must know without knowing the app itself. */
export const lifecycle = { ready: false, readyAskedFor: false, quitting: false };

/** How long a main may take to be evaluated when it asked for ready: long enough for any real one. */
export const patience = 5_000;
