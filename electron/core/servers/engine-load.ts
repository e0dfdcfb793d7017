import type { ModelState } from '../../../shared/servers.ts';
import { gaugeOf } from './prometheus.ts';

/** How much an engine with one model in memory has to do. */
export type EngineLoad = { running: number; waiting: number };

/** From `/metrics`, whose names differ only in words; null: not told. */
export function loadFromMetrics(text: string, running: string, waiting: string): EngineLoad | null {
  const now = gaugeOf(text, running);
  return now === null ? null : { running: Math.round(now), waiting: Math.round(gaugeOf(text, waiting) ?? 0) };
}

export function stateOfEngine(load: EngineLoad | null): ModelState {
  if (load === null || load.running + load.waiting === 0) return { is: 'loaded' };
  return { is: 'busy', requests: load.running, queued: load.waiting };
}
