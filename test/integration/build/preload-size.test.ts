import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { commandNames } from '../../../shared/ipc-contract.ts';

type Chunk = { code: string; fileName: string };

async function preload(): Promise<Chunk[]> {
  const configFile = fileURLToPath(new URL('../../../build/vite.preload.ts', import.meta.url));
  const made = await build({ configFile, logLevel: 'silent', build: { write: false, watch: null } });
  const [first] = Array.isArray(made) ? made : [made];
  return (first as unknown as { output: Chunk[] }).output;
}

describe('the preload', () => {
  it('is one small CommonJS file that needs nothing but Electron', async () => {
    const [chunk, ...others] = await preload();
    expect(others).toEqual([]);
    const { code = '', fileName } = chunk ?? {};
    expect(fileName).toBe('preload.cjs');
    expect(Buffer.byteLength(code)).toBeLessThan(20_000);
    expect([...code.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name?.replace(/[`'"]/g, ''))).toEqual([
      'electron',
    ]);
    for (const name of commandNames) expect(code).toContain(name);
  });
});
