import * as v from 'valibot';
import type { NewActivity } from '../../../shared/activity.ts';
import { defaultChainOf } from '../../../shared/chain.ts';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { Failure } from '../../../shared/failures.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, Log, TextFiles } from '../ports.ts';
import {
  ActiveStandIn,
  freshMemory,
  type StandInAct,
  type StandInMemory,
  type StandInSight,
  shownStandIn,
  standInStep,
} from './stand-in.ts';

/** Does what stand-in.ts decides, through the same editor a person uses, and remembers it over restarts. */
export type StandInService = {
  start(): Promise<void>;
  stop(): void;
  /** The person wants their own order back now. */
  end(): Promise<Result<undefined>>;
  /** Somebody looks at a change of the config: nothing is written beside them for a while. */
  noteEditing(): void;
};

export type StandInOptions = {
  state: AppState;
  files: TextFiles;
  /** Where the order that was replaced is remembered. */
  file: string;
  clock: Clock;
  log: Log;
  saveEdits(edits: readonly NamedEdit[]): Promise<Result<{ versionId: string }>>;
  /** Brings back the very bytes a save replaced; false: the file was changed since. */
  undo(versionId: string): Promise<boolean>;
  happened(event: NewActivity): void;
};

const editingMs = 5 * 60_000;
const largestFile = 256 * 1024;

export function createStandIn(options: StandInOptions): StandInService {
  const { state, clock, log } = options;
  let memory: StandInMemory = freshMemory;
  let cancelWake = (): void => undefined;
  let working = false;
  let lookAgain = false;
  let editingUntil = 0;
  let asked = false;
  let lastFailure: Failure | null = null;
  let stopped = false;
  let stopListening = (): void => undefined;

  function sight(): StandInSight {
    const snapshot = state.snapshot();
    const { config } = snapshot.gateway;
    const now = clock.now();
    const isOff = config.is !== 'loaded' || config.readOnly !== null || snapshot.app.suspended;
    return {
      now,
      settings: snapshot.settings.standIn,
      chain: config.is === 'loaded' ? defaultChainOf(snapshot, now) : null,
      hands: isOff ? 'off' : now < editingUntil ? 'editing' : 'free',
      asked,
    };
  }

  /** One decision at a time; what changes meanwhile is looked at afterwards. */
  async function look(): Promise<void> {
    if (stopped) return;
    lookAgain = working;
    if (working) return;
    working = true;
    cancelWake();
    const step = standInStep(memory, sight());
    memory = step.memory;
    if (step.act !== null) await act(step.act);
    show();
    working = false;
    if (lookAgain || step.act !== null) return look();
    if (step.wakeAt !== null && !stopped) {
      cancelWake = clock.schedule(Math.max(1, step.wakeAt - clock.now()), () => void look());
    }
  }

  async function act(done: StandInAct): Promise<void> {
    switch (done.do) {
      case 'put':
        return put(done.active);
      case 'back':
        return putBack(done.active);
      case 'let-go':
        await remember(null);
        tell(done.active, 'ended-by-edit');
    }
  }

  async function put(active: ActiveStandIn): Promise<void> {
    const before = { ...memory, active };
    // Remembered first: a crash between the two must not leave our order in place as if it were theirs.
    if (!(await remember(active))) return;
    memory = before;
    const saved = await options.saveEdits([reorder(active.ours)]);
    if (!saved.ok) {
      log.warn('The stand-in could not be put in place.', { reason: saved.failure.detail });
      memory = { ...memory, active: null };
      await remember(null);
      return;
    }
    memory = { ...memory, active: { ...active, versionId: saved.value.versionId } };
    await remember(memory.active);
    tell(active, 'started');
  }

  async function putBack(active: ActiveStandIn): Promise<void> {
    asked = false;
    lastFailure = null;
    const undone = active.versionId !== null && (await options.undo(active.versionId));
    const saved: Result<unknown> = undone
      ? ok(undefined)
      : await options.saveEdits([reorder(active.original)]);
    if (!saved.ok) {
      lastFailure = saved.failure;
      log.warn('The order could not be put back.', { reason: saved.failure.detail });
      return;
    }
    const { lastChangeAt, waitsForHealth } = memory;
    memory = { ...freshMemory, lastChangeAt, waitsForHealth };
    await remember(null);
    tell(active, 'ended');
  }

  function tell({ ref }: ActiveStandIn, what: 'started' | 'ended' | 'ended-by-edit'): void {
    const about = { serverId: null, serverName: null, modelId: null };
    options.happened({ ...about, at: clock.now(), what: 'stand-in', ref, state: what });
  }

  function show(): void {
    state.set('standIn', shownStandIn(memory));
  }

  async function remember(active: ActiveStandIn | null): Promise<boolean> {
    const { files, file } = options;
    if (active === null) {
      const removed = await files.remove(file);
      return removed.ok;
    }
    const bytes = new TextEncoder().encode(JSON.stringify(active));
    const written = await files.writeAtomically(file, bytes, { mode: 0o600 });
    if (!written.ok) log.warn('The stand-in could not be remembered.', { reason: written.failure.detail });
    return written.ok;
  }

  async function recall(): Promise<ActiveStandIn | null> {
    const read = await options.files.read(options.file, largestFile);
    if (!read.ok) return null;
    try {
      const parsed = v.safeParse(ActiveStandIn, JSON.parse(new TextDecoder().decode(read.value)));
      return parsed.success ? parsed.output : null;
    } catch {
      log.warn('What was remembered of the stand-in is damaged; the order stays as it is.');
      return null;
    }
  }

  return {
    async start() {
      memory = { ...freshMemory, active: await recall() };
      if (stopped) return;
      stopListening = state.onChange(({ patches }) => {
        const matters = patches.some((patch) =>
          ['server', 'servers', 'gateway', 'settings', 'app'].includes(patch.slice),
        );
        if (matters) void look();
      });
      await look();
    },
    stop() {
      stopped = true;
      cancelWake();
      stopListening();
    },
    async end() {
      if (memory.active === null) return ok(undefined);
      asked = true;
      await look();
      return lastFailure === null ? ok(undefined) : failWith(lastFailure);
    },
    noteEditing() {
      editingUntil = clock.now() + editingMs;
    },
  };
}

function reorder(refs: string[]): NamedEdit {
  return { edit: 'reorder-chain', agentId: null, refs };
}
