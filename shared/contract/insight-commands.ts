import * as v from 'valibot';
import { ActivityEvent } from '../activity.ts';
import { CheckReport } from '../findings.ts';
import { command, nothing } from './command.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));

export const HistoryPoint = v.object({
  at: v.number(),
  value: v.number(),
  low: v.number(),
  high: v.number(),
});
export const HistorySeries = v.object({
  metric: v.picklist(['load-time', 'poll-latency', 'first-token', 'warm-share']),
  unit: v.picklist(['ms', 'share']),
  /** The span that was asked for, of which the points may fill only a part. */
  from: v.number(),
  to: v.number(),
  points: v.array(HistoryPoint),
});
export type HistorySeries = v.InferOutput<typeof HistorySeries>;

export const insightCommands = {
  /** Asks servers and the gateway again where a check needs it; never wakes or loads anything. */
  runChecks: command(nothing, CheckReport),
  reportText: command(v.object({ maskHosts: v.boolean() }), v.object({ text: v.string() })),
  activity: command(
    v.object({
      before: v.nullable(v.number()),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)),
      what: v.nullable(v.array(v.string())),
      serverId: v.nullable(id),
      modelId: v.nullable(id),
    }),
    v.object({ events: v.array(ActivityEvent), more: v.boolean() }),
  ),
  series: command(
    v.object({
      serverId: id,
      modelId: v.nullable(id),
      metric: v.picklist(['load-time', 'poll-latency', 'first-token', 'warm-share']),
      range: v.picklist(['hour', 'day', 'month']),
    }),
    HistorySeries,
  ),
  exportActivity: command(
    v.object({ days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)) }),
    v.object({ json: v.string() }),
  ),
  endStandIn: command(nothing, nothing),
  /** Somebody is changing a chain: the stand-in keeps its hands off it for a while. */
  holdStandIn: command(nothing, nothing),
} as const;
