import type { ReasoningProbe } from '../../../shared/contract/server-commands.ts';
import type { CheckReport } from '../../../shared/findings.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { modelKey } from '../../../shared/warmth.ts';
import type { AppState } from '../app-state.ts';
import { factsOf } from './facts.ts';
import { type GatherOptions, gatherFacts } from './gather.ts';
import { reportOf, reportText } from './report.ts';

/** Asks what a check needs, runs them all, and remembers the last report for copying. */
export type Doctor = {
  run(): Promise<Result<CheckReport>>;
  text(options: { maskHosts: boolean }): Promise<Result<{ text: string }>>;
  /** What a probe on a click found; the checks go on using it. */
  probed(serverId: string, modelId: string, probe: ReasoningProbe): void;
};

export type DoctorOptions = Omit<GatherOptions, 'probes'> & {
  state: AppState;
  homeFolder: string;
  /** Brings the state up to date before it is judged. */
  refresh(): Promise<unknown>;
};

export function createDoctor(options: DoctorOptions): Doctor {
  const { state, clock } = options;
  const probes = new Map<string, ReasoningProbe>();
  let running: Promise<CheckReport> | null = null;
  let last: CheckReport | null = null;

  async function runOnce(): Promise<CheckReport> {
    await options.refresh();
    const extra = await gatherFacts({ ...options, probes }, state.snapshot());
    last = reportOf(factsOf(state.snapshot(), extra, clock.now()));
    return last;
  }

  function run(): Promise<CheckReport> {
    running ??= runOnce().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    run: async () => ok(await run()),
    async text({ maskHosts }) {
      const report = last ?? (await run());
      const { homeFolder } = options;
      return ok({ text: reportText(report, state.snapshot(), { maskHosts, homeFolder }) });
    },
    probed: (serverId, modelId, probe) => void probes.set(modelKey(serverId, modelId), probe),
  };
}
