import * as v from 'valibot';
import type { Failure } from '../../../../shared/failures.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { IdleDeadline, ModelInstance } from '../../../../shared/servers.ts';
import type { Processes } from '../../ports.ts';
import * as loose from '../loose-shapes.ts';
import { neverUnloads } from '../shared-transform.ts';
import type { CloserLook } from '../types.ts';

/** `lms ps --json`: the only place that tells a copy's idle time and whether it works. */

const PsEntry = v.object({
  identifier: loose.idText,
  /** null: never unloads; left out by versions that do not tell. */
  ttlMs: v.fallback(v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(1e12)))), undefined),
  lastUsedTime: loose.maybeNumber,
  status: loose.maybeText,
  queued: loose.maybeCount,
  /** The machine it runs on, where that is another one (LM Link). */
  deviceIdentifier: v.optional(loose.maybeText),
});
export type PsEntry = v.InferOutput<typeof PsEntry>;
const PsOutput = loose.listOf(PsEntry);

const psTimeoutMs = 10_000;
const psMaxBytes = 1024 * 1024;

/**
 * The port is always named: then `lms` asks exactly the server we watch, and never starts one of its own, which it
 * does when it has to look for one.
 */
export async function lmsPs(
  processes: Processes,
  port: number,
  signal: AbortSignal,
): Promise<Result<PsEntry[]>> {
  const args = ['ps', '--json', '--port', String(port)];
  const options = { timeoutMs: psTimeoutMs, maxBytes: psMaxBytes, signal };
  for (const command of commandsOf(processes)) {
    const ran = await processes.run(command, args, options);
    if (!ran.ok && isMissing(ran.failure)) continue;
    if (!ran.ok) return ran;
    if (ran.value.code !== 0) return fail('cli-failed', `lms ps ended with code ${ran.value.code}.`);
    const entries = loose.readAs(PsOutput, ran.value.stdout);
    return entries === null ? fail('bad-answer', 'lms ps printed something else than a list.') : ok(entries);
  }
  return fail('cli-missing', 'The lms command was not found.');
}

function isMissing({ code, detail }: Failure): boolean {
  return code === 'cli-missing' || detail.includes('ENOENT');
}

/** LM Studio installs it into its own folder; an app started from the desktop seldom has that on its path. */
function commandsOf(processes: Processes): string[] {
  const windows = processes.platform === 'win32';
  const own = windows ? '\\.lmstudio\\bin\\lms.exe' : '/.lmstudio/bin/lms';
  return [`${processes.homeFolder}${own}`, 'lms'];
}

export function closerLook(
  entries: readonly PsEntry[],
  instances: readonly ModelInstance[],
  now: number,
): CloserLook {
  const ids = new Set(instances.map(({ id }) => id));
  const ours = entries.filter(({ identifier }) => ids.has(identifier));
  return { busy: busyOf(ours), idle: soonest(ours.map((entry) => idleOf(entry, now))) };
}

function busyOf(entries: readonly PsEntry[]): boolean | null {
  const told = entries.filter(({ status }) => status !== null);
  if (told.length === 0) return null;
  return told.some(({ status, queued }) => status?.toLowerCase() !== 'idle' || (queued ?? 0) > 0);
}

function idleOf({ ttlMs, lastUsedTime }: PsEntry, now: number): IdleDeadline | null {
  if (ttlMs === undefined) return null;
  if (ttlMs === null) return neverUnloads;
  // Never used yet: its time runs from the load, which nobody tells.
  if (lastUsedTime === null || lastUsedTime <= 0 || lastUsedTime > now + ttlMs) {
    return { is: 'at', at: now + ttlMs, periodMs: ttlMs, exact: false, basis: 'configured-idle-time' };
  }
  return { is: 'at', at: lastUsedTime + ttlMs, periodMs: ttlMs, exact: true, basis: null };
}

/** The copy that goes first decides for the model. */
function soonest(deadlines: readonly (IdleDeadline | null)[]): IdleDeadline | null {
  const timed = deadlines.filter((each) => each !== null && each.is === 'at').sort((a, b) => a.at - b.at);
  return timed[0] ?? deadlines.find((each) => each !== null) ?? null;
}
