import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { createProcesses } from '../../electron/adapters/system-processes.ts';
import { type OpenclawCli as Cli, findOpenclawCli } from '../../electron/core/gateway/openclaw-cli.ts';
import type { Processes } from '../../electron/core/ports.ts';
import type { OpenclawCli } from './install-openclaw.ts';
import { cleanEnvironment } from './run-openclaw.ts';

/** The app's own way to the real command line, kept away from the settings of whoever runs the tests. */
export async function realCli(
  installed: OpenclawCli,
  folder: string,
  env: Record<string, string> = {},
): Promise<Cli> {
  const found = await findOpenclawCli({
    processes: cleanProcesses(folder, env),
    files: diskFiles,
    workFolder: path.join(folder, 'work'),
    path: installed[1],
  });
  if (!found.ok) throw new Error(found.failure.detail);
  return found.value;
}

export function cleanProcesses(folder: string, env: Record<string, string> = {}): Processes {
  const environment = cleanEnvironment(path.join(folder, 'home'), {
    OPENCLAW_STATE_DIR: path.join(folder, 'state'),
    ...env,
  });
  return { ...createProcesses(environment), shellEnvironment: async () => environment };
}

export type FixtureConfig = { name: string; path: string; text: string };

/** Every config of the two fixture folders that stands for itself. */
export async function fixtureConfigs(): Promise<FixtureConfig[]> {
  const root = fileURLToPath(new URL('../fixtures', import.meta.url));
  const found: FixtureConfig[] = [];
  for (const folder of ['config', 'gateway']) {
    for (const name of (await readdir(path.join(root, folder))).sort()) {
      if (!name.endsWith('.json5')) continue;
      const file = path.join(root, folder, name);
      found.push({ name: `${folder}/${name}`, path: file, text: await readFile(file, 'utf8') });
    }
  }
  return found;
}
