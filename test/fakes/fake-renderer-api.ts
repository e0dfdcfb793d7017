import type {
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
  RendererApi,
} from '../../shared/ipc-contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Snapshot, SnapshotChange } from '../../shared/snapshot.ts';

/** `window.pilotlight` without a backend: answers what it is told to and remembers what was asked. */

export type Call = { command: CommandName; input: unknown };

export type FakeRendererApi = RendererApi & {
  calls: Call[];
  /** What a command answers from now on; a command nobody scripted answers nothing, or `not-supported`. */
  answer<Name extends CommandName>(
    command: Name,
    how: (input: CommandInput<Name>) => Result<CommandOutput<Name>> | Promise<Result<CommandOutput<Name>>>,
  ): void;
  emit<Name extends EventName>(event: Name, payload: EventPayload<Name>): void;
  /** Replaces the snapshot; the next question answers it. */
  show(snapshot: Snapshot): void;
  push(patches: SnapshotChange['patches']): void;
};

type Answers = Partial<Record<CommandName, (input: never) => unknown>>;

export function createFakeRendererApi(first: Snapshot): FakeRendererApi {
  let snapshot = first;
  const calls: Call[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const answers: Answers = {
    getSnapshot: () => ok(snapshot),
    updateSettings: ({ change }: CommandInput<'updateSettings'>) => {
      const value = { ...snapshot.settings, ...withoutUndefined(change) } as Snapshot['settings'];
      push([{ slice: 'settings', value }]);
      return ok(undefined);
    },
    dismissNotice: ({ id }: CommandInput<'dismissNotice'>) => {
      const notices = snapshot.app.notices.filter((notice) => notice.id !== id);
      push([{ slice: 'app', value: { ...snapshot.app, notices } }]);
      return ok(undefined);
    },
    warmthAccounts: () => ok([]),
    activity: () => ok({ events: snapshot.recent, more: false }),
    scanForServers: () => ok({ found: snapshot.servers.length }),
    reloadCold: () => ok({ started: 1 }),
    series: () => ok({ metric: 'load-time', unit: 'ms', points: [] }),
    configVersions: () => ok([]),
    runChecks: () => ok({ at: 0, findings: [], checks: [] }),
  };

  function push(patches: SnapshotChange['patches']): void {
    const from = snapshot.revision;
    snapshot = { ...snapshot, revision: from + 1 };
    for (const patch of patches)
      if (patch.slice === 'settings') snapshot = { ...snapshot, settings: patch.value };
      else if (patch.slice === 'app') snapshot = { ...snapshot, app: patch.value };
      else if (patch.slice === 'gateway') snapshot = { ...snapshot, gateway: patch.value };
    emit('snapshotChanged', { from, to: from + 1, patches });
  }

  function emit<Name extends EventName>(event: Name, payload: EventPayload<Name>): void {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  }

  const own = {
    calls,
    answer(command: CommandName, how: (input: never) => unknown) {
      answers[command] = how;
    },
    emit,
    show(next: Snapshot) {
      snapshot = next;
    },
    push,
    on(event: EventName, listener: (payload: never) => void) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return () => void set.delete(listener);
    },
  };

  return new Proxy(own, {
    get(target, name) {
      if (name in target) return target[name as keyof typeof own];
      if (name === 'then' || typeof name === 'symbol') return undefined;
      return async (input?: unknown) => {
        const command = name as CommandName;
        calls.push({ command, input });
        const how = answers[command];
        if (how !== undefined) return how(input as never);
        return quiet.has(command) ? ok(undefined) : fail('not-supported', `Nothing answers ${command} here.`);
      };
    },
  }) as unknown as FakeRendererApi;
}

/** Commands whose whole answer is that it was done. */
const quiet = new Set<CommandName>([
  'openWindow',
  'closePanel',
  'openExternal',
  'copyText',
  'resetSettings',
  'quit',
  'pollNow',
  'cancelAction',
  'removeServer',
  'changeServer',
  'setServerKey',
  'setWarmth',
  'pauseKeepWarm',
  'resumeKeepWarm',
  'rereadConfig',
  'endStandIn',
  'holdStandIn',
]);

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}
