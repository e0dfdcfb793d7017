import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where a demo lives instead of in the person's own files: its gateway config, and its data in a folder of theirs. */
export type DemoFolder = { folder: string; data: string };

/** At once, because Electron wants to know its folders before it is ready; gone again with the process. */
export function makeDemoFolder(): DemoFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-demo-'));
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Windows keeps what is still open; the system empties this place by itself.
    }
  });
  return { folder, data: path.join(folder, 'data') };
}
