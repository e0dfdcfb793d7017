import * as v from 'valibot';
import type { ActivityEvent, NewActivity } from '../../../shared/activity.ts';
import { defaultChainOf } from '../../../shared/chain.ts';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { Failure } from '../../../shared/failures.ts';
import { type Failed, fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, Log, TextFiles } from '../ports.ts';
import {
  type ActiveStandIn,
  freshMemory,
  KeptMemory,
  type StandInAct,
  type StandInMemory,
  type StandInSight,
  shownStandIn,
  standInStep,
} from './stand-in.ts';

/** Does what stand-in.ts decides, through the same editor a person uses, and remembers it over restarts. */
export type StandInService = {
  start(): Promise<void>;
  /** Ends when what it remembers is on disk. */
  stop(): Promise<void>;
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
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let editingUntil = 0;
  let asked = false;
  let lastFailure: Failure | null = null;
  let stopped = false;
  let remembering: Promise<unknown> = Promise.resolve();
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
      recent: snapshot.recent,
      hands: isOff ? 'off' : now < editingUntil ? 'editing' : 'free',
      asked,
    };
  }

  /** One decision at a time; what changes meanwhile is looked at afterwards, and whoever waits, waits for that too. */
  function look(): Promise<void> {
    lookAgain = true;
    looking ??= lookWhileNeeded().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function lookWhileNeeded(): Promise<void> {
    while (lookAgain && !stopped) {
      lookAgain = false;
      await decideOnce();
    }
  }

  async function decideOnce(): Promise<void> {
    cancelWake();
    const before = memory;
    const step = standInStep(memory, sight());
    memory = step.memory;
    if (step.act !== null) {
      await act(step.act);
      lookAgain = true;
    } else if (memory.waitsForHealth !== before.waitsForHealth) {
      await remember();
    }
    show();
    if (step.wakeAt !== null && !stopped) {
      cancelWake = clock.schedule(Math.max(1, step.wakeAt - clock.now()), () => void look());
    }
  }

  async function act(done: StandInAct): Promise<void> {
    // A wish is for the stand-in there is: the next one is not to be undone by it.
    asked = false;
    switch (done.do) {
      case 'put':
        return put(done.active);
      case 'back':
        return putBack(done.active);
      case 'let-go':
        await remember();
        tell(done.active, 'ended-by-edit');
    }
  }

  async function put(active: ActiveStandIn): Promise<void> {
    memory = { ...memory, active };
    // Remembered first: a crash between the two must not leave our order in place as if it were theirs.
    if (!(await remember())) {
      memory = { ...memory, active: null };
      return;
    }
    const saved = await options.saveEdits([reorder(active.ours)]);
    if (!saved.ok) {
      log.warn('The stand-in could not be put in place.', { reason: saved.failure.detail });
      memory = { ...memory, active: null };
      await remember();
      return;
    }
    memory = { ...memory, active: { ...active, versionId: saved.value.versionId } };
    await remember();
    tell(active, 'started');
  }

  async function putBack(active: ActiveStandIn): Promise<void> {
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
    await remember();
    tell(active, 'ended');
  }

  /** The snapshot first: who hears of it looks there. */
  function tell(
    { ref, insteadOf, reason }: ActiveStandIn,
    what: Extract<ActivityEvent, { what: 'stand-in' }>['state'],
  ): void {
    show();
    const about = { serverId: null, serverName: null, modelId: null };
    options.happened({ ...about, at: clock.now(), what: 'stand-in', ref, insteadOf, reason, state: what });
  }

  function show(): void {
    state.set('standIn', shownStandIn(memory));
  }

  async function remember(): Promise<boolean> {
    const { active, lastChangeAt, waitsForHealth } = memory;
    const kept: KeptMemory = { active, lastChangeAt, waitsForHealth };
    const bytes = new TextEncoder().encode(JSON.stringify(kept));
    const write = options.files.writeAtomically(options.file, bytes, { mode: 0o600 });
    remembering = write;
    const written = await write;
    if (!written.ok) log.warn('The stand-in could not be remembered.', { reason: written.failure.detail });
    return written.ok;
  }

  async function recall(): Promise<StandInMemory> {
    const read = await options.files.read(options.file, largestFile);
    if (!read.ok) return freshMemory;
    try {
      const parsed = v.safeParse(KeptMemory, JSON.parse(new TextDecoder().decode(read.value)));
      if (parsed.success) return { ...freshMemory, ...parsed.output };
    } catch {
      // Not even JSON: said below.
    }
    log.warn('What was remembered of the stand-in is damaged; the order stays as it is.');
    return freshMemory;
  }

  /** Nothing was even tried: what stands in the way, so that it can be seen to. */
  function whyNot(): Failed {
    const { config } = state.snapshot().gateway;
    if (lastFailure !== null) return failWith(lastFailure);
    if (config.is === 'broken') return failWith(config.failure);
    if (config.is === 'missing') return fail('config-missing', config.path);
    if (config.is === 'loaded' && config.readOnly !== null) {
      return fail('config-read-only', 'This config may not be written here.', { reason: config.readOnly });
    }
    const notEditable = sight().chain?.notEditable ?? null;
    if (notEditable !== null) return failWith(notEditable);
    return fail('config-unreadable', 'The order can be put back once the config can be read again.');
  }

  return {
    async start() {
      memory = await recall();
      if (stopped) return;
      stopListening = state.onChange(({ patches }) => {
        const matters = patches.some((patch) =>
          ['server', 'servers', 'gateway', 'settings', 'app', 'recent'].includes(patch.slice),
        );
        if (matters) void look();
      });
      await look();
    },
    async stop() {
      stopped = true;
      cancelWake();
      stopListening();
      // Not for what it is about to do as well: that is begun anew from what is remembered.
      await remembering;
    },
    async end() {
      if (memory.active === null) return ok(undefined);
      asked = true;
      lastFailure = null;
      await look();
      // What could not be done now is said, not done behind the person's back at some later time.
      asked = false;
      return memory.active === null ? ok(undefined) : whyNot();
    },
    noteEditing() {
      editingUntil = clock.now() + editingMs;
    },
  };
}

function reorder(refs: string[]): NamedEdit {
  return { edit: 'reorder-chain', agentId: null, refs };
}
