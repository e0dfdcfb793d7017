import type { ActivityEvent } from '../../shared/activity.ts';
import type { Failure } from '../../shared/failures.ts';
import type { Result } from '../../shared/result.ts';
import type { DayAccount } from '../../shared/warmth.ts';

/**
 * What core needs from outside. The real ones are thin files in electron/adapters/; tests bring fakes
 * (test/fakes/), so that a day passes in a millisecond and nothing real is touched.
 */

export type Clock = {
  /** Wall clock, epoch ms: for what is shown and compared with what servers say. May jump. */
  now(): number;
  /** Never jumps: for measuring how long something took. */
  monotonic(): number;
  /** Runs once after `ms`; the returned function cancels. */
  schedule(ms: number, run: () => void): () => void;
};

/** 0 ≤ value < 1. */
export type Random = () => number;

export type Log = {
  error(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  info(message: string, facts?: Record<string, unknown>): void;
  debug(message: string, facts?: Record<string, unknown>): void;
  /** A log whose lines start with where they come from. */
  from(origin: string): Log;
};

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Whole call, connect to last byte. */
  timeoutMs: number;
  /** The answer's body is cut off, and the call fails, above this. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
};

export type HttpResponse = {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string;
};

export type HttpStream = {
  status: number;
  headers: Record<string, string>;
  /** Pieces of text as they come; ends when the server ends it; throws nothing: a broken stream just ends. */
  chunks: AsyncIterable<string>;
  close(): void;
};

/** Never throws: whatever happens on the wire is a coded failure. Any status is an answer. */
export type Http = {
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
  /** For event streams: `timeoutMs` bounds connect and headers only. */
  stream(request: HttpRequest): Promise<Result<HttpStream>>;
  close(): Promise<void>;
};

export type FileInfo = {
  kind: 'file' | 'directory' | 'symlink' | 'other';
  bytes: number;
  modifiedAt: number;
  /** Permission bits; null where the system has none. */
  mode: number | null;
  ownedByUs: boolean;
  /** A new file in its place can have the same owner: it is ours, or we are the administrator. */
  keepsOwner: boolean;
  writable: boolean;
};

export type WriteOptions = {
  /** Permission bits of a new file; an existing one keeps its own. */
  mode?: number;
};

/** Files as bytes: decoding is core's decision, because a wrong byte must be refused and not repaired. */
export type TextFiles = {
  read(path: string, maxBytes: number): Promise<Result<Uint8Array>>;
  /** null: nothing there. Does not follow a symlink. */
  info(path: string): Promise<Result<FileInfo | null>>;
  /** Temporary file in the same folder, flush, rename; mode and owner kept. */
  writeAtomically(path: string, bytes: Uint8Array, options?: WriteOptions): Promise<Result<void>>;
  /**
   * The same, but only if the file still has the bytes of that hash when the new ones take its place: between the last
   * look and the rename nothing else of this process runs. Fails with `config-changed-meanwhile`.
   */
  replaceIfUnchanged(path: string, bytes: Uint8Array, hash: string): Promise<Result<void>>;
  /** A new file, whole or not at all, never over something that is there: that fails with `config-changed-meanwhile`. */
  create(path: string, bytes: Uint8Array, mode: number): Promise<Result<void>>;
  /** Removes what a process that was killed in the middle of a write left beside the file. */
  removeLeftovers(path: string): Promise<void>;
  remove(path: string): Promise<Result<void>>;
  /** With all that is in it; links are removed, not followed. */
  removeFolder(path: string): Promise<Result<void>>;
  /** Names only; an absent folder is empty. */
  list(folder: string): Promise<Result<string[]>>;
  makeFolder(folder: string, mode?: number): Promise<Result<void>>;
  /** Tells that something about the file may have changed; core looks for itself what. */
  watch(paths: readonly string[], changed: (path: string) => void): () => void;
  /** SHA-256 as hex. */
  hash(bytes: Uint8Array): string;
  paths: PathRules;
};

/** Path arithmetic of the machine we run on. */
export type PathRules = {
  join(...parts: string[]): string;
  dirname(path: string): string;
  basename(path: string): string;
  resolve(base: string, path: string): string;
  isAbsolute(path: string): boolean;
  separator: string;
};

export type ProcessOutcome = { code: number | null; stdout: string; stderr: string; tookMs: number };

export type Processes = {
  /** Runs to its end without a shell. Failure: could not be started, timed out, or printed too much. */
  run(
    command: string,
    args: readonly string[],
    options: {
      env?: Record<string, string>;
      timeoutMs: number;
      maxBytes: number;
      stdin?: string;
      signal?: AbortSignal;
    },
  ): Promise<Result<ProcessOutcome>>;
  /** The variables of a login shell: an app started from the Finder has almost none. */
  shellEnvironment(): Promise<Record<string, string>>;
  environment: Record<string, string | undefined>;
  platform: string;
  homeFolder: string;
  /** Bytes the machine can still give a model without swapping; null where it can't be told. */
  freeMemory(): Promise<number | null>;
  /** Whether there may be a graphics card with memory of its own, into which a model would go instead. */
  mayHaveGraphicsMemory(): Promise<boolean>;
};

/** The system's keychain, or the headless host's 0600 file. Secrets live nowhere else. */
export type SecretStore = {
  /** null: there is none. A failure: there is one, and it cannot be read now. */
  get(name: string): Promise<Result<string | null>>;
  set(name: string, secret: string): Promise<Result<void>>;
  remove(name: string): Promise<Result<void>>;
  names(): Promise<string[]>;
  /** Ends when nothing waits to be written any more. */
  saved(): Promise<void>;
  /** Said in the interface: where keys are kept. */
  kind: 'keychain' | 'private-file';
};

export type HistoryMetric = 'load-time' | 'poll-latency' | 'first-token' | 'warm-share';

export type HistorySample = {
  at: number;
  serverId: string;
  /** Empty: about the server itself. */
  modelId: string;
  metric: HistoryMetric;
  value: number;
};

export type HistoryQuery = {
  before: number | null;
  limit: number;
  what: readonly string[] | null;
  serverId: string | null;
  modelId: string | null;
};

/** What happened, kept on disk and bounded by age. A store that breaks says so once; the app goes on without. */
export type HistoryStore = {
  addEvent(event: ActivityEvent): void;
  events(query: HistoryQuery): { events: ActivityEvent[]; more: boolean };
  addSample(sample: HistorySample): void;
  /** Samples between two times, oldest first. */
  samples(
    query: Omit<HistorySample, 'at' | 'value'> & { from: number; to: number },
  ): { at: number; value: number }[];
  saveDay(serverId: string, modelId: string, account: DayAccount): void;
  /** Newest first; `upTo`: no later day than that, for a clock that was ahead for a while leaves days of the future. */
  days(serverId: string, modelId: string, count: number, upTo?: string): DayAccount[];
  /** What keep warm learnt of a model, as text of its own; null forgets it. */
  saveMemory(key: string, text: string | null, now: number): void;
  memories(): { key: string; text: string }[];
  /** The newest load times of every model, for what a cold start costs. */
  loadTimes(perModel: number): { serverId: string; modelId: string; at: number; value: number }[];
  removeBefore(at: number): void;
  close(): void;
};

export type Notifier = {
  show(notice: { id: string; title: string; body: string; actions: { id: string; label: string }[] }): void;
};

export type { Failure, Result };
