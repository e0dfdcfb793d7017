import { describe, expect, test } from 'vitest';
import { createMemoryFacts, freeFromVmStat } from '../../../electron/adapters/free-memory.ts';
import { fail, ok } from '../../../shared/result.ts';

/** A Mac Studio with 64 GB that has been used for some days: hardly a page is empty, half of them are to be had. */
const appleSilicon = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10583.
Pages active:                           1420377.
Pages inactive:                         1398455.
Pages speculative:                        21744.
Pages throttled:                              0.
Pages wired down:                        240981.
Pages purgeable:                          18239.
"Translation faults":                1523447201.
Pages copy-on-write:                   90133450.
File-backed pages:                       812093.
Anonymous pages:                        2028483.
Pages stored in compressor:              612990.
Pages occupied by compressor:            190251.
`;
const intel = `Mach Virtual Memory Statistics: (page size of 4096 bytes)
Pages free:                              100000.
Pages active:                            900000.
Pages inactive:                          800000.
Pages speculative:                        50000.
`;

describe('free memory of a Mac', () => {
  test('is what the system would give at once, not only what is empty', () => {
    expect(freeFromVmStat(appleSilicon)).toBe((10_583 + 1_398_455 + 21_744 + 18_239) * 16_384);
    expect(freeFromVmStat(intel)).toBe(950_000 * 4_096);
  });

  test('is unknown where vm_stat says something else, and never a refusal', async () => {
    expect(freeFromVmStat('')).toBeNull();
    expect(freeFromVmStat('page size of 0 bytes\nPages free: 3.')).toBeNull();
    const silent = createMemoryFacts('darwin', async () => fail('cli-missing', 'No such command.'));
    expect(await silent.freeMemory()).toBeNull();
    const told = createMemoryFacts('darwin', async () =>
      ok({ code: 0, stdout: intel, stderr: '', tookMs: 3 }),
    );
    expect(await told.freeMemory()).toBe(950_000 * 4_096);
    expect(await told.mayHaveGraphicsMemory()).toBe(false);
  });
});
