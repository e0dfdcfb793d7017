import type { Failure } from '../../../shared/failures.ts';
import type { ConfigState, ModelPicture, ReadOnlyReason } from '../../../shared/gateway.ts';
import { sameValue } from '../../../shared/same-value.ts';
import type { Clock, Log, TextFiles } from '../ports.ts';
import { type Difference, differencesBetween } from './config-differences.ts';
import type { ConfigFile, FileContent } from './config-file.ts';
import { type ConfigOutcome, type ConfigTree, readConfig } from './config-files.ts';
import { type FileMark, markOf, sameMarks } from './config-marks.ts';
import { readPicture } from './model-picture.ts';
import { readOnlyReason } from './read-only.ts';

/**
 * The gateway's config as it is on the disk, watched. Reads it again whenever something may have changed, tells what
 * changed, keeps the last version that could be understood, and never goes over to another file by itself.
 */

/** What a reader is told to read; it asks for nothing itself. */
export type ConfigTarget = {
  path: string;
  foundBy: Extract<ConfigState, { is: 'loaded' }>['foundBy'];
  lookedAt: readonly string[];
  includeRoots: readonly string[];
  /** From the environment; what the file itself forbids is found out here. */
  readOnly: ReadOnlyReason | null;
};

/** One version of the config that could be read and understood. */
export type ConfigReading = {
  target: ConfigTarget;
  at: number;
  tree: ConfigTree;
  picture: ModelPicture;
  readOnly: ReadOnlyReason | null;
  /** What could not be read and the rest can do without. */
  troubles: Failure[];
};

export type CurrentConfig = {
  state: ConfigState;
  /** The files as they are now, understood or not; main first. */
  contents: readonly FileContent[];
  /** null while the config is missing or broken. */
  reading: ConfigReading | null;
  /** The newest version that could be understood; the same as `reading` while all is well. */
  lastGood: ConfigReading | null;
};

/** Somebody else changed, broke, deleted or brought back a file, or its permissions. */
export type OutsideChange = Difference & { at: number; failure: Failure | null };

export type ConfigReader = {
  current(): CurrentConfig;
  /** What it was told to read. */
  target(): ConfigTarget | null;
  /** Reads now; joins a reading under way only if that one began later than this call. */
  reread(): Promise<CurrentConfig>;
  /** Another file from now on. */
  retarget(target: ConfigTarget): Promise<CurrentConfig>;
  /** These bytes were written by us: finding them is no outside change. Call before writing; take it back if nothing was written. */
  expectOwnWrite(path: string, hash: string): () => void;
  onState(listener: (current: CurrentConfig) => void): () => void;
  onOutsideChange(listener: (changes: readonly OutsideChange[]) => void): () => void;
  stop(): void;
};

export type ConfigReaderOptions = {
  files: TextFiles;
  clock: Clock;
  log: Log;
  /** Names of variables that can be seen, looked up once for each reading. */
  visibleVariables(tree: ConfigTree): Promise<ReadonlySet<string>>;
  /** The kept version of a file with these bytes, for "bring back the last good one". */
  versionOf?(content: FileContent): { versionId: string; at: number } | null;
  /** The newest kept version of this file that can be understood: for a file found broken at the start. */
  newestReadable?(path: string): Promise<{ versionId: string; at: number } | null>;
};

type VersionOfFile = { versionId: string; at: number; file: string };

const settleMs = 120;
/** A file may be half-written when it is looked at: these pauses are given to its writer. */
const patienceMs = [150, 300, 600];
/** Watchers fail silently on network drives and after sleep: look at the files themselves now and then. */
const relookMs = 60_000;
/** What happens while a watcher is being set up is told by nobody. */
const watcherStartMs = 1_000;

export function createConfigReader(options: ConfigReaderOptions): ConfigReader {
  const { files, clock, log } = options;
  const stateListeners = new Set<(current: CurrentConfig) => void>();
  const changeListeners = new Set<(changes: readonly OutsideChange[]) => void>();
  /** By path; `reading` is the reading under way or over when the write was announced. */
  const ownWrites = new Map<string, { hash: string; reading: number }[]>();
  let readings = 0;
  let target: ConfigTarget | null = null;
  let current: CurrentConfig = { state: { is: 'looking' }, contents: [], reading: null, lastGood: null };
  let marks: readonly FileMark[] = [];
  let watchedPaths: readonly string[] = [];
  let unwatch = (): void => undefined;
  let cancelSettle = (): void => undefined;
  let cancelRelook = (): void => undefined;
  let settling = false;
  let stopped = false;
  let queue: Promise<CurrentConfig> = Promise.resolve(current);
  let waiting: Promise<CurrentConfig> | null = null;

  /** One reading at a time; everybody who asks before the next one begins gets that one. */
  function reread(): Promise<CurrentConfig> {
    waiting ??= queue = queue.then(readNow);
    return waiting;
  }

  async function readNow(): Promise<CurrentConfig> {
    waiting = null;
    try {
      if (target !== null && !stopped) await readTarget(target);
    } catch (error) {
      log.error('Reading the config threw.', { error: String(error) });
    }
    return current;
  }

  async function readTarget(wanted: ConfigTarget): Promise<void> {
    readings += 1;
    const outcome = await readSettled(wanted);
    if (stopped || wanted !== target) return;
    const next = await digest(wanted, outcome);
    if (stopped || wanted !== target) return;
    marks = await marksOf(files, outcome);
    watch(outcome.named);
    accept(next);
  }

  /** Waits for a writer that may be in the middle of the file, but not for ever. */
  async function readSettled(wanted: ConfigTarget): Promise<ConfigOutcome> {
    for (const pause of patienceMs) {
      const outcome = await readConfig(files, wanted.path, wanted.includeRoots);
      const wasNeverThere = isMissing(outcome) && !wasSeenBefore(wanted);
      if (wasNeverThere || !mayBeHalfWritten(outcome)) return outcome;
      await sleep(pause);
      if (stopped) return outcome;
    }
    return readConfig(files, wanted.path, wanted.includeRoots);
  }

  function wasSeenBefore(wanted: ConfigTarget): boolean {
    return current.contents.some((content) => content.path === wanted.path);
  }

  function sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void clock.schedule(ms, resolve));
  }

  async function digest(wanted: ConfigTarget, outcome: ConfigOutcome): Promise<CurrentConfig> {
    const { contents, tree } = outcome;
    if (isMissing(outcome)) return missing(wanted, contents);
    if (!tree.ok) return broken(wanted, contents, tree.failure);
    // The gateway would not start with it, whatever the rest of the config says.
    const brokenInclude = tree.value.troubles[0];
    if (brokenInclude !== undefined) return broken(wanted, contents, brokenInclude);
    const reading = await understand(wanted, tree.value);
    return { state: loadedState(reading), contents, reading, lastGood: reading };
  }

  async function understand(wanted: ConfigTarget, tree: ConfigTree): Promise<ConfigReading> {
    const names = await options.visibleVariables(tree);
    const { picture, troubles } = readPicture(tree, { visible: (name) => names.has(name) });
    return {
      target: wanted,
      at: clock.now(),
      tree,
      picture,
      readOnly: wanted.readOnly ?? (await readOnlyReason(files, tree.main)),
      troubles: [...tree.troubles, ...troubles],
    };
  }

  function missing(wanted: ConfigTarget, contents: readonly FileContent[]): CurrentConfig {
    const { path, lookedAt } = wanted;
    const state: ConfigState = { is: 'missing', path, lookedAt: [...lookedAt] };
    return { state, contents, reading: null, lastGood: current.lastGood };
  }

  async function broken(
    wanted: ConfigTarget,
    contents: readonly FileContent[],
    failure: Failure,
  ): Promise<CurrentConfig> {
    const { lastGood } = current;
    const version =
      lastGood === null
        ? await keptVersion(wanted, failure)
        : goodVersion(goodFileOf(lastGood, contents, failure));
    const picture = lastGood?.picture ?? null;
    return {
      state: { is: 'broken', path: wanted.path, failure, lastGood: version, picture },
      contents,
      reading: null,
      lastGood,
    };
  }

  function goodVersion(file: ConfigFile | null): VersionOfFile | null {
    const version = file === null ? null : (options.versionOf?.(file) ?? null);
    return file === null || version === null ? null : { ...version, file: file.path };
  }

  /** Found broken at the first look: of the file that is broken. One that is gone is named by another, which is well. */
  async function keptVersion(wanted: ConfigTarget, { code, place }: Failure): Promise<VersionOfFile | null> {
    const file = place?.file ?? wanted.path;
    const version = code === 'config-missing' ? null : ((await options.newestReadable?.(file)) ?? null);
    return version === null ? null : { versionId: version.versionId, at: version.at, file };
  }

  function accept(next: CurrentConfig): void {
    const before = current;
    const isFirstLook = before.state.is === 'looking';
    const changes = isFirstLook ? [] : outsideChanges(before.contents, next);
    const isSame = changes.length === 0 && sameValue(before.state, next.state);
    current = isSame ? { ...next, state: before.state } : next;
    if (!isSame) for (const listener of [...stateListeners]) listener(current);
    if (changes.length > 0) for (const listener of [...changeListeners]) listener(changes);
  }

  function outsideChanges(before: readonly FileContent[], next: CurrentConfig): OutsideChange[] {
    const failure = next.state.is === 'broken' ? next.state.failure : null;
    return differencesBetween(before, next.contents).flatMap((difference) => {
      return isOurs(difference) ? [] : [{ ...difference, at: clock.now(), failure }];
    });
  }

  /**
   * Whatever was announced before this reading began is settled by it: it is what stands there now, or was written over
   * since, or was never written. Left standing, it would hide that somebody else writes those bytes later.
   */
  function isOurs({ file, hash }: Difference): boolean {
    const announced = ownWrites.get(file) ?? [];
    ownWrites.set(
      file,
      announced.filter((write) => write.hash !== hash && write.reading >= readings),
    );
    return announced.some((write) => write.hash === hash);
  }

  function watch(paths: readonly string[]): void {
    if (sameValue(paths, watchedPaths)) return;
    unwatch();
    watchedPaths = paths;
    unwatch = files.watch(paths, somethingHappened);
    planRelook(watcherStartMs);
  }

  /** Several events come with one save: the first one starts the wait, and those during it belong to it. */
  function somethingHappened(): void {
    if (settling || stopped) return;
    settling = true;
    cancelSettle = clock.schedule(settleMs, () => {
      settling = false;
      void reread();
    });
  }

  function planRelook(ms = relookMs): void {
    cancelRelook();
    if (stopped) return;
    cancelRelook = clock.schedule(ms, () => void relook().finally(() => planRelook()));
  }

  async function relook(): Promise<void> {
    const seen = await Promise.all(marks.map(({ path }) => markOf(files, path)));
    if (!sameMarks(seen, marks)) await reread();
  }

  return {
    current: () => current,
    target: () => target,
    reread,
    retarget(next) {
      const isOtherFile = target?.path !== next.path;
      target = next;
      if (isOtherFile) {
        current = { state: { is: 'looking' }, contents: [], reading: null, lastGood: null };
      }
      planRelook();
      return reread();
    },
    expectOwnWrite(path, hash) {
      const write = { hash, reading: readings };
      ownWrites.set(path, [...(ownWrites.get(path) ?? []), write]);
      return () => {
        ownWrites.set(
          path,
          (ownWrites.get(path) ?? []).filter((each) => each !== write),
        );
      };
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
    onOutsideChange(listener) {
      changeListeners.add(listener);
      return () => void changeListeners.delete(listener);
    },
    stop() {
      stopped = true;
      unwatch();
      cancelSettle();
      cancelRelook();
    },
  };
}

/** Taken from before the reading: what changed since then differs at the next look. */
function marksOf(files: TextFiles, { named, contents }: ConfigOutcome): Promise<FileMark[]> {
  const read = new Map(contents.map((content) => [content.path, content.info]));
  return Promise.all(
    named.map(async (path) => {
      const info = read.get(path);
      return info === undefined ? markOf(files, path) : { path, info, failed: false };
    }),
  );
}

function isMissing({ tree }: ConfigOutcome): boolean {
  return !tree.ok && tree.failure.code === 'config-missing';
}

/** What the file that broke said while all was well; null: bringing an old text back would not mend this. */
function goodFileOf(
  lastGood: ConfigReading,
  contents: readonly FileContent[],
  { code, place }: Failure,
): ConfigFile | null {
  const hashes = new Map(contents.map(({ path, hash }) => [path, hash]));
  const changed = lastGood.tree.files.filter(
    ({ path, hash }) => ![undefined, hash].includes(hashes.get(path)),
  );
  const named = changed.find(({ path }) => path === place?.file);
  if (named !== undefined) return named;
  // A file that is gone is named by one that is well; an include that no longer fits its place is named there too.
  return code === 'config-missing' ? null : (changed[0] ?? null);
}

/** Failures that the next moment may cure, in the main file or in an include. */
function mayBeHalfWritten({ tree }: ConfigOutcome): boolean {
  const failures = tree.ok ? tree.value.troubles : [tree.failure];
  return failures.some(({ code }) => curable.has(code));
}

const curable: ReadonlySet<Failure['code']> = new Set([
  'config-syntax',
  'config-shape',
  'config-not-utf8',
  'config-unreadable',
  'config-missing',
]);

function loadedState({ target, tree, picture, readOnly, troubles }: ConfigReading): ConfigState {
  return {
    is: 'loaded',
    path: target.path,
    foundBy: target.foundBy,
    files: tree.files.map(({ path, hash, bytes, info }) => ({
      path,
      hash,
      bytes: bytes.length,
      mode: info.mode,
    })),
    readOnly,
    picture,
    troubles,
  };
}
