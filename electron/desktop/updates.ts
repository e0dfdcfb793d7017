import { fail, ok, type Result } from '../../shared/result.ts';
import type { App } from '../core/app.ts';

/**
 * Updates: looked for once a day, fetched quietly, and used when the person clicks or quits. Never where somebody else
 * keeps the app up to date, never while the gateway's config is being saved. What was fetched is checked by
 * electron-updater: its hash always, on macOS and Windows its signature too; nothing here loosens that.
 */
export type UpdateFeed = {
  /** null: this is the newest. */
  look(): Promise<{ version: string; notes: string } | null>;
  /** Ends when the update is here and checked. */
  fetch(): Promise<void>;
  /** Ends the app, puts the update in place and starts again. */
  install(): void;
};

export type Updates = {
  install(): Promise<Result<undefined>>;
  stop(): void;
};

const minute = 60_000;
const firstLookMs = minute;
const betweenLooksMs = 24 * 60 * minute;
const busyCheckMs = 500;
const longestNotes = 20_000;

export type UpdatesOptions = {
  app: App;
  /** Loaded only when it is allowed to be used. */
  openFeed(): Promise<UpdateFeed>;
  /** null: allowed; else why not. */
  managed: string | null;
};

export function followUpdates({ app, openFeed, managed }: UpdatesOptions): Updates {
  const { state, settings } = app;
  const { clock } = app.ports;
  const log = app.ports.log.from('updates');
  let feed: Promise<UpdateFeed> | null = null;
  let cancel = () => {};
  let isReady = false;
  let installing = false;

  if (managed !== null) log.info('Updates are left to others.', { why: managed });
  else plan(firstLookMs);

  function plan(inMs: number): void {
    cancel = clock.schedule(inMs, () => {
      look()
        .catch((error: unknown) => log.warn('Looking for an update did not work.', { error: String(error) }))
        .finally(() => plan(betweenLooksMs));
    });
  }

  async function look(): Promise<void> {
    if (isReady || !settings.current().checkForUpdates || state.snapshot().app.suspended) return;
    feed ??= openFeed();
    const opened = await feed.catch((error: unknown) => {
      feed = null;
      throw error;
    });
    const found = await opened.look();
    if (found === null) return;
    const update = { version: found.version, notes: found.notes.slice(0, longestNotes), ready: false };
    state.update('app', (info) => ({ ...info, update }));
    await whenNotSaving();
    await opened.fetch();
    isReady = true;
    state.update('app', (info) => ({ ...info, update: { ...update, ready: true } }));
  }

  function whenNotSaving(): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (app.config.editor.isSaving()) clock.schedule(busyCheckMs, check);
        else resolve();
      };
      check();
    });
  }

  return {
    async install() {
      if (!isReady || feed === null) return fail('update-failed', 'No update is ready.');
      // A second click while the first one waits.
      if (installing) return ok(undefined);
      installing = true;
      try {
        await whenNotSaving();
        log.info('The update is put in place.', {});
        (await feed).install();
        return ok(undefined);
      } catch (error) {
        log.error('The update could not be put in place.', { error: String(error) });
        return fail('update-failed', String(error));
      } finally {
        // The person may still say no, for the sake of edits nobody saved.
        installing = false;
      }
    },
    stop: () => cancel(),
  };
}

export type ManagedFacts = {
  environment: Record<string, string | undefined>;
  platform: string;
  isPackaged: boolean;
  demo: boolean;
  /** Where the program is. */
  program: string;
};

/** Why updates are somebody else's business; null: they are ours. */
export function managedBy({ environment, platform, isPackaged, demo, program }: ManagedFacts): string | null {
  if ((environment.PILOTLIGHT_NO_UPDATES ?? '') !== '') return 'PILOTLIGHT_NO_UPDATES is set';
  if (!isPackaged) return 'this is not an installed app';
  if (demo) return 'this is the demo';
  if (environment.FLATPAK_ID !== undefined || environment.SNAP !== undefined)
    return 'a store installed this app';
  if (program.startsWith('/nix/store/')) return 'Nix installed this app';
  // A .deb belongs to the system's package manager; an AppImage belongs to itself.
  if (platform === 'linux' && environment.APPIMAGE === undefined)
    return 'a package manager installed this app';
  return null;
}
