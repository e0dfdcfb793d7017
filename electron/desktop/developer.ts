import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { clipboard, shell } from 'electron';
import type { App } from '../core/app.ts';
import { withoutHome } from '../core/doctor/host-mask.ts';
import type { DeveloperVerb } from '../core/tray-menu.ts';
import type { Ask } from './ask.ts';
import type { Windows } from './windows.ts';
import type { Words } from './words.ts';

/** The Developer submenu: for whoever helps, or wants to know. */
export type DeveloperOptions = {
  app: App;
  words: Words;
  ask: Ask;
  windows: Windows;
  logs: { folder: string; files: readonly string[] };
};

const shownLines = 80;

export function developerVerbs(options: DeveloperOptions): Record<DeveloperVerb, () => Promise<void>> {
  const { app, words, ask, windows, logs } = options;
  return {
    async 'open-logs'() {
      const problem = await shell.openPath(logs.folder);
      if (problem !== '') app.ports.log.warn('The log folder could not be opened.', { problem });
    },
    async 'copy-diagnostics'() {
      await clipboard.writeText(await diagnostics(app, logs.files));
    },
    'reload-windows': async () => windows.reload(),
    'developer-tools': async () => windows.openDeveloperTools(),
    async 'reset-settings'() {
      const { t } = words.current();
      const agreed = await ask.confirm({
        title: t('settings.app.reset.title'),
        text: t('settings.app.reset.text'),
        button: t('settings.app.reset.button'),
      });
      if (!agreed) return;
      const reset = await app.settings.reset();
      if (!reset.ok) ask.tell(reset.failure);
    },
  };
}

/** Safe to paste: the report with host names masked, versions, and the end of the log, which holds no secret. */
export async function diagnostics(app: App, logFiles: readonly string[]): Promise<string> {
  const report = await app.doctor.text({ maskHosts: true });
  const { version, host, platform, locale, onBattery } = app.state.snapshot().app;
  const { electron, chrome, node } = process.versions;
  const lines = [
    `Pilotlight ${version} (${host}, ${platform} ${process.arch}, ${os.release()}, ${locale})`,
    `Electron ${electron ?? '-'}, Chromium ${chrome ?? '-'}, Node ${node}${onBattery ? ', on battery' : ''}`,
    '',
    report.ok ? report.value.text : `No report: ${report.failure.code}`,
    '',
    'Log:',
    ...(await lastLines(logFiles)),
  ];
  return withoutHome(lines.join('\n'), app.ports.processes.homeFolder);
}

async function lastLines(files: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const file of files) {
    if (lines.length >= shownLines) break;
    const text = await readFile(file, 'utf8').catch(() => '');
    lines.unshift(...text.trimEnd().split('\n').filter(Boolean));
  }
  return lines.slice(-shownLines);
}
