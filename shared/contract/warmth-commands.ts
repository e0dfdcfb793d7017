import * as v from 'valibot';
import { DayAccount, WarmthPolicy } from '../warmth.ts';
import { command, nothing } from './command.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));

export const warmthCommands = {
  /** `policy: null` goes back to the default; `modelId: null` sets the server's default. */
  setWarmth: command(
    v.object({ serverId: id, modelId: v.nullable(id), policy: v.nullable(WarmthPolicy) }),
    nothing,
  ),
  /** null resumes. */
  pauseKeepWarm: command(
    v.object({ forHours: v.nullable(v.pipe(v.number(), v.minValue(0.25), v.maxValue(24 * 7))) }),
    nothing,
  ),
  /** After keep warm stopped for a model: the person looked and wants it again. */
  resumeKeepWarm: command(v.object({ serverId: id, modelId: id }), nothing),
  warmthAccounts: command(
    v.object({
      serverId: id,
      modelId: id,
      days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
    }),
    v.array(DayAccount),
  ),
} as const;
