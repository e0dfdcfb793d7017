import type { AppUpdater, UpdateInfo } from 'electron-updater';
import type { Log } from '../core/ports.ts';
import type { UpdateFeed } from './updates.ts';

/** electron-updater as a feed. A chunk of its own: most starts never need it. */
export async function openUpdateFeed(log: Log): Promise<UpdateFeed> {
  const module = await import('electron-updater');
  // A CommonJS library: where its names are found depends on who loads it.
  const updater: AppUpdater = (module.autoUpdater ?? module.default.autoUpdater) as AppUpdater;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = true;
  updater.allowDowngrade = false;
  updater.allowPrerelease = false;
  updater.logger = {
    info: (message) => log.info(String(message)),
    warn: (message) => log.warn(String(message)),
    error: (message) => log.warn(String(message)),
  };
  return {
    async look() {
      const result = await updater.checkForUpdates();
      if (result === null || !result.isUpdateAvailable) return null;
      return { version: result.updateInfo.version, notes: notesOf(result.updateInfo) };
    },
    async fetch() {
      await updater.downloadUpdate();
    },
    install: () => updater.quitAndInstall(false, true),
  };
}

function notesOf({ releaseNotes }: UpdateInfo): string {
  if (typeof releaseNotes === 'string') return plainText(releaseNotes);
  return (releaseNotes ?? []).map(({ version, note }) => `${version}\n${plainText(note ?? '')}`).join('\n\n');
}

/** Some feeds give notes as HTML; they are shown as text only. */
function plainText(notes: string): string {
  return notes
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();
}
