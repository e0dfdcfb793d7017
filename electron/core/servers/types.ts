import type { Result } from '../../../shared/result.ts';
import type {
  Abilities,
  IdleDeadline,
  Model,
  ModelState,
  Place,
  ServerKind,
} from '../../../shared/servers.ts';
import type { Processes } from '../ports.ts';
import type { FirstTokenCount } from './first-token.ts';
import type { ServerClient } from './server-client.ts';

export type FirstTokens = FirstTokenCount & { modelIds: string[] };

/** What one look at a server told. Observing never wakes, loads, evicts, bills or resets an idle timer. */
export type Observation = {
  /** For example `router` or `single` for llama.cpp, the API version for LM Studio; null: no variants. */
  variant: string | null;
  version: string | null;
  /** What can be done with this very server: version, mode and keys considered. */
  abilities: Abilities;
  models: Model[];
  /** The engine's own count of the time to the first token, for the names it counts under; null: not told. */
  firstTokens?: FirstTokens | null;
};

export type AdapterContext = {
  client: ServerClient;
  /** Where the server runs. */
  place: Place;
  now(): number;
  /** Resolves after `ms`, or at once when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** The last observation, for states that are only visible as a change (since when it is loading). */
  previous: Observation | null;
  /** A look in turn with all others at this server, which also shows it; left out: nobody else looks. */
  look?(): Promise<Result<Observation>>;
  /** For tools beside the server, like LM Studio's `lms`; null where none may be used. */
  processes: Processes | null;
};

export type LoadRequest = {
  modelId: string;
  /** What `loadedWith` told of the copy that was there before; null: the server's own choice. */
  settings?: LoadSettings | null;
  /** null: the server's own choice. */
  contextLength: number | null;
  /** 0..1 */
  onProgress(progress: number): void;
  signal: AbortSignal;
};

/** What the server said it did; the action reads back what is really true afterwards. */
/** What a kind can tell of how a model was loaded, beside its context, in the words of its own API. */
export type LoadSettings = Readonly<Record<string, unknown>>;

export type LoadAnswer = {
  instanceId: string | null;
  contextAllocated: number | null;
};

export type UnloadRequest = {
  modelId: string;
  /** One copy of several; null: all of them. */
  instanceId: string | null;
  signal: AbortSignal;
};

export type NudgeAnswer = {
  /** Tokens generated for us. */
  tokens: number;
  /** The server refused because it is working: nothing was sent to the model, which is fine. */
  busy: boolean;
};

export type Nudge = {
  /** Tokens one nudge generates. */
  tokens: number;
  /** An ordinary request that may cost something: needs the person's agreement. */
  isRealRequest: boolean;
  /** Only called for a model the observation just made shows as loaded and not busy. */
  send(context: AdapterContext, model: Model, signal: AbortSignal): Promise<Result<NudgeAnswer>>;
};

/** What a look beyond the poll can tell, asked at most once before a nudge. */
export type CloserLook = { busy: boolean | null; idle: IdleDeadline | null };

export type ServerEvent =
  /** Something changed: look now. */
  | { is: 'changed' }
  /** State that only the event stream knows (progress, requests in flight); null: back to what polling says. */
  | { is: 'state'; modelId: string; state: ModelState | null };

/** One kind of inference server. What a kind cannot do is an ability that says so, never a silent no-op. */
export type ServerAdapter = {
  kind: ServerKind;
  /** A product name; not translated. */
  label: string;
  defaultPorts: readonly number[];
  /** The best this kind can do, for the table in the docs; a given server may do less (`Observation`). */
  abilities: Abilities;
  observe(context: AdapterContext): Promise<Result<Observation>>;
  load?(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>>;
  /** So that a reload brings back what was there; asked before the unload. */
  loadedWith?(context: AdapterContext, model: Model): Promise<LoadSettings | null>;
  unload?(context: AdapterContext, request: UnloadRequest): Promise<Result<void>>;
  nudge?: Nudge;
  /**
   * Which of the others in memory a load of this model may take the place of. Left out: none, or only idle ones.
   */
  displacedByLoad?(
    context: AdapterContext,
    model: Model,
    others: readonly Model[],
  ): Promise<readonly Model[]> | readonly Model[];
  /**
   * Asked right before an action that would cut its answer off, where looking does not tell and `lookCloser` is not
   * enough: it may count as use, and must not wake.
   */
  isAnswering?(context: AdapterContext, model: Model, signal: AbortSignal): Promise<boolean>;
  lookCloser?(context: AdapterContext, model: Model, signal: AbortSignal): Promise<Result<CloserLook>>;
  /** Ends when the stream ends or the signal aborts; polling goes on beside it, slower. */
  events?(context: AdapterContext, signal: AbortSignal): AsyncIterable<ServerEvent>;
};
