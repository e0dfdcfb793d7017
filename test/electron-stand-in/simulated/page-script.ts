import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { preloadShell, type ShellOptions } from '../page/preload-shell.ts';

export type PageScript = {
  /** Names the page cannot guess: its line to main, and the place where main's messages are put in. */
  line: string;
  inlet: string;
  content: string;
  /** Why the preload could not be read. */
  problem: Error | null;
};

function readPreload(file: string | undefined): { source: string | null; problem: Error | null } {
  if (!file) return { source: null, problem: null };
  try {
    return { source: readFileSync(file, 'utf8'), problem: null };
  } catch (error) {
    return { source: null, problem: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** What runs first in every document of a window. Node has taken the types out of the shell when it loaded it. */
export function pageScript(preferences: Electron.WebPreferences): PageScript {
  const { source, problem } = readPreload(preferences.preload);
  const options: ShellOptions = {
    line: `_${randomUUID()}`,
    inlet: `_${randomUUID()}`,
    preloadInSubFrames: preferences.nodeIntegrationInSubFrames ?? false,
    process: {
      platform: process.platform,
      arch: process.arch,
      versions: { ...process.versions } as Record<string, string>,
      argv: preferences.additionalArguments ?? [],
    },
  };
  const preload = source === null ? 'null' : `function (require, module, exports, process) {\n${source}\n}`;
  const content = `(${preloadShell.toString()})(${JSON.stringify(options)}, ${preload});`;
  return { line: options.line, inlet: options.inlet, content, problem };
}
