import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What the app itself needs of the built main folder: its entry, the schema worker, and every chunk reached from them.
 * The command line and the headless host are built beside it and stay out: the app can't be run as Node.
 */
export function mainFilesOfApp(mainFolder: string): string[] {
  const built = new Set(readdirSync(mainFolder).filter((name) => name.endsWith('.js')));
  const reached = new Set<string>();
  const follow = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    const code = readFileSync(path.join(mainFolder, name), 'utf8');
    for (const [, mentioned = ''] of code.matchAll(/['"]\.\/([\w.-]+\.js)['"]/g)) {
      if (built.has(mentioned)) follow(mentioned);
    }
  };
  follow('main.js');
  return [...reached].sort();
}
