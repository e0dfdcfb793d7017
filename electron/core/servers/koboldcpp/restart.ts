import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { AdapterContext } from '../types.ts';
import { readName, readPerformance } from './client.ts';
import { sameName } from './names.ts';

const lookEveryMs = 500;
/** The old process answers for a moment after it said yes; much later means it never went. */
const restartsWithinMs = 60_000;
const loadsWithinMs = 30 * 60_000;
/** A router may show an in-between state while its process comes up. */
const settlesWithinMs = 5_000;

export type Before = { name: string; uptime: number | null };

/** Resolves with what is up after the restart, expected or not. */
export async function followRestart(
  context: AdapterContext,
  before: Before,
  isExpected: (name: string) => boolean,
  signal: AbortSignal,
): Promise<Result<string>> {
  let restarted = false;
  let unexpectedForMs = 0;
  for (let waited = 0; waited < loadsWithinMs; waited += lookEveryMs) {
    await context.wait(lookEveryMs, signal);
    if (signal.aborted) return fail('load-goes-on', 'Stopped waiting; KoboldCpp goes on restarting.');
    const look = await lookAt(context, before, signal);
    restarted ||= look.restarted;
    if (look.name === null || !restarted) {
      unexpectedForMs = 0;
      if (!restarted && waited >= restartsWithinMs) {
        return fail('load-not-confirmed', 'KoboldCpp said yes, but did not restart.');
      }
      continue;
    }
    if (isExpected(look.name) || unexpectedForMs >= settlesWithinMs) return ok(look.name);
    unexpectedForMs += lookEveryMs;
  }
  return fail('timed-out', 'KoboldCpp did not come back.');
}

/** No answer, a younger process or another model: any of them shows that the old process is gone. */
async function lookAt(
  { client }: AdapterContext,
  before: Before,
  signal: AbortSignal,
): Promise<{ name: string | null; restarted: boolean }> {
  const name = await readName(client, { signal });
  if (!name.ok) return { name: null, restarted: name.failure.code !== 'timed-out' };
  const uptime = (await readPerformance(client))?.uptime ?? null;
  const younger = uptime !== null && before.uptime !== null && uptime < before.uptime;
  return { name: name.value, restarted: younger || !sameName(name.value, before.name) };
}
