import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import { type DayAccount, modelKey, type WarmthPolicy } from '../../../shared/warmth.ts';
import { adapterFor } from '../servers/registry.ts';
import type { SettingsStore } from '../settings-store.ts';
import { createWarmer, type WarmerOptions } from './warmer.ts';

/** Keep warm as the rest of the app sees it: settings in, the `warmth` slice of the state out. */
export type WarmthService = {
  setPolicy(
    serverId: string,
    modelId: string | null,
    policy: WarmthPolicy | null,
  ): Promise<Result<undefined>>;
  /** null ends the pause. */
  pause(forHours: number | null): Promise<Result<undefined>>;
  /** After keep warm stopped for a model: the person looked and wants it again. */
  resumeModel(serverId: string, modelId: string): Result<undefined>;
  accounts(serverId: string, modelId: string, days: number): DayAccount[];
  /** The context a model had when it was last loaded; null: not known. */
  lastContext(serverId: string, modelId: string): number | null;
  power: { suspend(): void; resume(): void };
  stop(): void;
};

export type WarmthOptions = Omit<WarmerOptions, 'nudgeOf'> & { settings: SettingsStore };

export function createWarmth(options: WarmthOptions): WarmthService {
  const { state, settings, clock } = options;
  const warmer = createWarmer({
    ...options,
    nudgeOf: (kind) => adapterFor(kind).nudge ?? null,
  });
  warmer.replan();

  function changeKeepWarm(change: Partial<Settings['keepWarm']>): Promise<Result<undefined>> {
    return settings.change({ keepWarm: { ...settings.current().keepWarm, ...change } });
  }

  return {
    async setPolicy(serverId, modelId, policy) {
      if (state.server(serverId) === null) return fail('unknown-server', 'There is no such server.');
      warmer.forgive(serverId, modelId);
      const { models, serverDefaults } = settings.current().keepWarm;
      return modelId === null
        ? changeKeepWarm({ serverDefaults: withEntry(serverDefaults, serverId, policy) })
        : changeKeepWarm({ models: withEntry(models, modelKey(serverId, modelId), policy) });
    },
    pause: (forHours) =>
      changeKeepWarm({ pausedUntil: forHours === null ? null : clock.now() + forHours * 3_600_000 }),
    resumeModel(serverId, modelId) {
      if (state.server(serverId) === null) return fail('unknown-server', 'There is no such server.');
      warmer.forgive(serverId, modelId);
      return ok(undefined);
    },
    accounts: (serverId, modelId, days) => warmer.accounts.days(serverId, modelId, clock.now(), days),
    lastContext: (serverId, modelId) => warmer.lastContext(serverId, modelId),
    power: { suspend: () => warmer.suspend(), resume: () => warmer.resume() },
    stop: () => warmer.stop(),
  };
}

function withEntry(
  entries: Record<string, WarmthPolicy>,
  key: string,
  policy: WarmthPolicy | null,
): Record<string, WarmthPolicy> {
  const { [key]: _before, ...others } = entries;
  return policy === null ? others : { ...others, [key]: policy };
}
