import type { ConfigVersion, SaveOutcome } from '../../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../../shared/failures.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import type { GatewayHealth, ReadOnlyReason } from '../../../../shared/gateway.ts';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { Clock, Log, TextFiles } from '../../ports.ts';
import type { ConfigReader } from '../config-store.ts';
import { type Change, effectsOf, reloadKind } from './save-effects.ts';
import type { Versions } from './versions.ts';
import { watchReaction } from './watch-reaction.ts';
import { type FileWrite, writeFiles } from './write-files.ts';

/** The one way onto the disk, for saves and for undos: allowed at all, written, told, and the gateway watched. */
export type Saver = {
  /** Why nothing may be written; null: it may. */
  readOnly(): ReadOnlyReason | null;
  write(
    writes: readonly FileWrite[],
    about: {
      by: ConfigVersion['by'];
      sentences: Sentence[];
      /** The gateway's command line found nothing against it. */
      accepted: boolean;
      change(): Change | null;
    },
  ): Promise<Result<Written>>;
};

/** On the disk; what the gateway makes of it is told later, and no other save has to wait for it. */
export type Written = { versionId: string; outcome(): Promise<SaveOutcome> };

export type SaverOptions = {
  files: TextFiles;
  clock: Clock;
  log: Log;
  reader: ConfigReader;
  versions: Versions;
  environmentReadOnly(): ReadOnlyReason | null;
  health(): GatewayHealth;
  checkHealth(): Promise<void>;
  saved(version: { versionId: string; sentences: Sentence[] }): void;
  saveFailed(failure: Failure): void;
};

export function createSaver(options: SaverOptions): Saver {
  const { files, clock, reader, health, checkHealth } = options;
  let number = 0;

  function readOnly(): ReadOnlyReason | null {
    const { state } = reader.current();
    return options.environmentReadOnly() ?? (state.is === 'loaded' ? state.readOnly : null);
  }

  return {
    readOnly,
    async write(writes, { by, sentences, accepted, change }) {
      const reason = readOnly();
      if (reason !== null)
        return fail('config-read-only', 'This config may not be written here.', { reason });
      if (health().is === 'unknown') await checkHealth();
      const before = health();
      number += 1;
      const saveId = `${clock.now().toString(36)}-${number}`;
      const kept = await writeFiles(writes, { ...options, files, by, sentences, saveId });
      if (!kept.ok) {
        if (kept.failure.code !== 'config-changed-meanwhile') options.saveFailed(kept.failure);
        return kept;
      }
      const versionId = kept.value[0]?.versionId ?? '';
      await reader.reread();
      options.saved({ versionId, sentences });
      return ok({ versionId, outcome: () => outcome(versionId, before, accepted, change()) });
    },
  };

  async function outcome(
    versionId: string,
    before: GatewayHealth,
    accepted: boolean,
    change: Change | null,
  ): Promise<SaveOutcome> {
    const gateway = await watchReaction({
      clock,
      kind: change === null ? 'nothing' : reloadKind(change),
      before,
      accepted,
      health,
      checkHealth,
    });
    return { is: 'saved', versionId, gateway, notes: change === null ? [] : effectsOf(change, health()) };
  }
}
