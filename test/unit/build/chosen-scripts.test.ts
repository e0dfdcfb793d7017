import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { chosenScripts } from '../../chosen-scripts.ts';

const scripts = ['json5.ts', 'config.ts', 'config-save.ts'];

function exitOf(runner: 'soak' | 'bench', ...given: string[]): number | null {
  const file = fileURLToPath(new URL(`../../${runner}/run.ts`, import.meta.url));
  return spawnSync(process.execPath, [file, ...given], { encoding: 'utf8' }).status;
}

describe('the scripts of a folder', () => {
  it('are all meant where none is named, and else those whose names hold what was given', () => {
    expect(chosenScripts(scripts, [])).toEqual({ scripts, unknown: [] });
    expect(chosenScripts(scripts, ['config'])).toEqual({
      scripts: ['config.ts', 'config-save.ts'],
      unknown: [],
    });
    expect(chosenScripts(scripts, ['jsn5', 'save'])).toEqual({
      scripts: ['config-save.ts'],
      unknown: ['jsn5'],
    });
    // The ending is no part of the name.
    expect(chosenScripts(scripts, ['ts'])).toEqual({ scripts: [], unknown: ['ts'] });
  });

  it('are not run when a name matches nothing, and that is no success', () => {
    expect(exitOf('soak', 'no-such-soak')).toBe(64);
    expect(exitOf('bench', 'no-such-benchmark', '--quick')).toBe(64);
    // A bare number is the seconds and no name: what is refused is the name beside it.
    expect(exitOf('soak', '300', 'no-such-soak')).toBe(64);
  });
});
