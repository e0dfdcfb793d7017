import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type {
  ConfigIssue,
  ConfigVersion,
  FileDiff,
  MaskedText,
  Review,
  SaveOutcome,
} from '../../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../../shared/failures.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { ConfigSchema } from '../config-schema.ts';
import { parseConfig } from '../config-text.ts';
import { buildChangeSet, type ChangeSet } from '../edits/change-set.ts';
import type { OpenclawCli } from '../openclaw-cli.ts';
import type { SecretMask } from '../secret-mask.ts';
import { createEarlierVersions } from './earlier-versions.ts';
import { type ConfigVerdict, judgeConfig } from './judge-config.ts';
import { lineDiff } from './line-diff.ts';
import { createReviewRun, type ReviewRun } from './review-run.ts';
import { effectsOf, valuesOf } from './save-effects.ts';
import { createSaver, type SaverOptions, type Written } from './saver.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Changes of the gateway's config, from the wish to the disk: review (what would change, what the checks say), save
 * (only if the file is still the one that was read), undo (the very bytes). Nothing else writes it.
 */
export type ConfigEditor = {
  review(edits: readonly NamedEdit[]): Promise<Result<Review>>;
  /** Ends when the slow checks are done. */
  checked(reviewId: string): Promise<Result<Review>>;
  save(reviewId: string): Promise<Result<SaveOutcome>>;
  undo(versionId: string): Promise<Result<SaveOutcome>>;
  versions(file: string | null): ConfigVersion[];
  versionDiff(versionId: string): Promise<Result<FileDiff>>;
  reviewRestore(versionId: string): Promise<Result<Review>>;
  text(file: string | null): Promise<Result<MaskedText>>;
  checkText(file: string, text: string): Promise<Result<ConfigIssue[]>>;
  /** The config as it stands. Seconds of work: for a person's question only. `null`: it can't be read. */
  verdict(): Promise<ConfigVerdict | null>;
  create(): Promise<Result<{ path: string }>>;
  /** For what Pilotlight does by itself (the stand-in): the same way, without a person in between. */
  saveEdits(edits: readonly NamedEdit[]): Promise<Result<{ versionId: string }>>;
  /** A save is being written: nothing may end the app now. */
  isSaving(): boolean;
  /** Lets the save under way come to its end, and gives up what only checks. */
  stop(): Promise<void>;
};

export type ConfigEditorOptions = SaverOptions & {
  mask: SecretMask;
  schema: ConfigSchema;
  cli(): Promise<OpenclawCli | null>;
  stateFolder(): string | null;
};

type Kept = { reviewId: string; by: ConfigVersion['by']; run: ReviewRun };

const mostReviews = 20;

export function createConfigEditor(options: ConfigEditorOptions): ConfigEditor {
  const { files, reader, versions, mask } = options;
  const saver = createSaver(options);
  const earlier = createEarlierVersions(options);
  const hide = withoutSecrets(mask);
  const reviews = new Map<string, Kept>();
  let number = 0;
  let saving: Promise<unknown> = Promise.resolve();
  let turns = 0;

  async function build(edits: readonly NamedEdit[]): Promise<Result<ChangeSet>> {
    const target = reader.target();
    if (target === null || reader.current().state.is === 'missing')
      return fail('config-missing', 'There is no config file yet.');
    const { path, includeRoots } = target;
    const attempt = () => buildChangeSet({ files, mainPath: path, includeRoots, mask }, edits);
    let change = await attempt();
    // Somebody may be in the middle of writing: the reader has the patience to wait until the file makes sense.
    for (let tries = 0; tries < mostTries && !change.ok && momentary.has(change.failure.code); tries += 1) {
      const { state } = await reader.reread();
      if (state.is === 'loaded') change = await attempt();
    }
    return change.ok ? ok({ ...change.value, sentences: change.value.sentences.map(hide.sentence) }) : change;
  }

  async function review(
    edits: readonly NamedEdit[],
    by: ConfigVersion['by'] = 'save',
  ): Promise<Result<Review>> {
    const change = await build(edits);
    return change.ok ? ok(begin(change.value, by)) : change;
  }

  /** Starts the slow checks at once: they run while the person reads. */
  function begin(change: ChangeSet, by: ConfigVersion['by']): Review {
    number += 1;
    const kept: Kept = { reviewId: `review-${number}`, by, run: runOf(change, true) };
    reviews.set(kept.reviewId, kept);
    for (const id of reviews.keys()) {
      if (reviews.size <= mostReviews) break;
      forget(id);
    }
    return shown(kept);
  }

  function runOf(change: ChangeSet, judge: boolean): ReviewRun {
    const { schema, log, cli } = options;
    const encoder = new TextEncoder();
    const isKnown = (text: string) => versions.findByHash(files.hash(encoder.encode(text))) !== null;
    return createReviewRun({ change, schema, cli, judge, stateFolder: options.stateFolder(), log, isKnown });
  }

  function forget(reviewId: string): void {
    reviews.get(reviewId)?.run.cancel();
    reviews.delete(reviewId);
  }

  function shown({ reviewId, run }: Kept): Review {
    const { change } = run;
    const checks = run.checks();
    return {
      reviewId,
      changes: change.files.length > 0,
      files: change.files.map(({ path, before, after }) => ({
        file: path,
        lines: lineDiff(mask.mask(before).text, mask.mask(after).text),
      })),
      sentences: change.sentences,
      effects: effectsOf(valuesOf(change), options.health()),
      droppedComments: change.droppedComments.map(mask.hide),
      issues: checks.issues.map(hide.issue),
      schemaCheck: checks.schema,
      cliCheck: checks.cli,
      readOnly: saver.readOnly(),
    };
  }

  /** One after the other, whoever asks. The gateway's reaction is watched outside of it. */
  async function inTurn(work: () => Promise<Result<Written | Review>>): Promise<Result<SaveOutcome>> {
    turns += 1;
    const turn = saving.then(work);
    saving = turn
      .catch(() => undefined)
      .finally(() => {
        turns -= 1;
      });
    const done = await turn;
    if (!done.ok) return done;
    return ok(
      'outcome' in done.value ? await done.value.outcome() : { is: 'review-again', review: done.value },
    );
  }

  async function save(reviewId: string): Promise<Result<SaveOutcome>> {
    // The slow checks may still run: others need not wait for them.
    await reviews.get(reviewId)?.run.finished;
    return inTurn(() => saveNow(reviewId));
  }

  async function saveNow(reviewId: string): Promise<Result<Written | Review>> {
    const kept = reviews.get(reviewId);
    if (kept === undefined) return notKept;
    const { run, by } = kept;
    const now = await build(run.change.edits);
    if (!now.ok) return now;
    if (!sameStart(run.change, now.value)) return again(kept, now.value);
    if (now.value.files.length === 0) return fail('edit-not-possible', 'There is nothing to save.');
    const errors = run.checks().issues.filter((issue) => issue.level === 'error');
    const [error] = errors;
    if (error !== undefined)
      return fail('config-check-failed', `${error.path}: ${error.sentence.key}`, { count: errors.length });
    const encoder = new TextEncoder();
    const writes = now.value.files.map(({ path, after, hashBefore }) => {
      return { path, bytes: encoder.encode(after), hashBefore };
    });
    const { sentences } = now.value;
    const change = () => valuesOf(now.value);
    const written = await saver.write(writes, { by, sentences, accepted: run.checks().accepted, change });
    if (written.ok) forget(reviewId);
    if (written.ok || written.failure.code !== 'config-changed-meanwhile') return written;
    const replayed = await build(run.change.edits);
    return replayed.ok ? again(kept, replayed.value) : replayed;
  }

  /** Somebody changed the file: the same edits on the new text, to look at once more. */
  function again(kept: Kept, change: ChangeSet): Result<Review> {
    forget(kept.reviewId);
    return ok(begin(change, kept.by));
  }

  async function undo(versionId: string): Promise<Result<Written | Review>> {
    const writes = await earlier.exactly(versionId);
    if (!writes.ok) return writes;
    // Somebody changed the file since: the old text becomes a review to look at, never an overwrite.
    if (writes.value === null) return reviewRestore(versionId);
    if (writes.value.length === 0) return fail('undo-not-possible', 'The file is already as it was.');
    const before = reader.current().reading?.tree.value;
    const written = await saver.write(writes.value, {
      by: 'undo',
      sentences: [sentence('edit.undo')],
      accepted: false,
      change: () => {
        const after = reader.current().reading?.tree.value;
        return after === undefined ? null : { before, after };
      },
    });
    const isLate = !written.ok && written.failure.code === 'config-changed-meanwhile';
    return isLate ? reviewRestore(versionId) : written;
  }

  async function reviewRestore(versionId: string): Promise<Result<Review>> {
    const edits = await earlier.asEdits(versionId);
    return edits.ok ? review(edits.value, 'restore') : edits;
  }

  function contentOf(file: string | null) {
    const { contents } = reader.current();
    return (file === null ? contents[0] : contents.find((each) => each.path === file)) ?? null;
  }

  return {
    isSaving: () => turns > 0,
    async stop() {
      for (const id of reviews.keys()) forget(id);
      await saving;
    },
    review: (edits) => review(edits),
    async checked(reviewId) {
      const kept = reviews.get(reviewId);
      if (kept === undefined) return notKept;
      await kept.run.finished;
      return ok(shown(kept));
    },
    save,
    undo: (versionId) => inTurn(() => undo(versionId)),
    versions(file) {
      const hashes = new Map(reader.current().contents.map((content) => [content.path, content.hash]));
      return earlier.list(file, hashes);
    },
    versionDiff: (versionId) => earlier.diff(versionId, (file) => contentOf(file)?.text ?? ''),
    reviewRestore,
    async text(file) {
      const content = contentOf(file);
      if (content === null) return fail('config-missing', 'There is no such file.');
      const { state } = reader.current();
      const failure = state.is === 'broken' && isAbout(state.failure, content.path) ? state.failure : null;
      if (content.text === null)
        return failWith(failure ?? { code: 'config-not-utf8', detail: 'The file is no text.' });
      const { path, hash } = content;
      return ok({ file: path, hash, failure, ...mask.mask(content.text) });
    },
    async checkText(file, text) {
      const parsed = parseConfig(text, file);
      if (!parsed.ok) return ok([syntaxIssue(parsed.failure)]);
      const change = await build([{ edit: 'replace-text', file, text }]);
      if (!change.ok) return ok([syntaxIssue(change.failure)]);
      // The CLI takes seconds: it judges the review, not every pause in typing.
      const run = runOf(change.value, false);
      await run.finished;
      return ok(run.checks().issues.map(hide.issue));
    },
    async verdict() {
      const { reading } = reader.current();
      if (reading === null) return null;
      // So that what is told can hide every secret of these files.
      for (const { text } of reading.tree.files) mask.mask(text);
      const cli = await options.cli();
      const { schema } = options;
      const found = await judgeConfig(reading.tree, { schema, cli, stateFolder: options.stateFolder() });
      return { ...found, issues: found.issues.map(hide.issue) };
    },
    async create() {
      const { state } = reader.current();
      if (state.is !== 'missing') return fail('edit-not-possible', 'There is a config already.');
      if (saver.readOnly() !== null) return fail('config-read-only', 'This config may not be written here.');
      const made = await files.makeFolder(files.paths.dirname(state.path), 0o700);
      if (!made.ok) return made;
      const bytes = new TextEncoder().encode(minimalConfig);
      const withdraw = reader.expectOwnWrite(state.path, files.hash(bytes));
      const written = await files.create(state.path, bytes, 0o600);
      if (!written.ok) {
        withdraw();
        return written;
      }
      await reader.reread();
      return ok({ path: state.path });
    },
    async saveEdits(edits) {
      const reviewed = await review(edits);
      if (!reviewed.ok) return reviewed;
      const saved = await save(reviewed.value.reviewId);
      if (!saved.ok) return saved;
      return saved.value.is === 'saved'
        ? ok({ versionId: saved.value.versionId })
        : fail('config-changed-meanwhile', 'The config was changed meanwhile.');
    },
  };
}

const notKept = fail('invalid-input', 'This review is no longer kept; make a new one.');

const mostTries = 5;
const momentary: ReadonlySet<Failure['code']> = new Set([
  'config-unreadable',
  'config-syntax',
  'config-shape',
  'config-not-utf8',
]);

const minimalConfig = `{
  gateway: {
    mode: "local",
  },
}
`;

/** The same edits worked out on the same bytes give the same review; anything else is to be looked at again. */
function sameStart(reviewed: ChangeSet, now: ChangeSet): boolean {
  const start = ({ before, files }: ChangeSet) =>
    [...(before?.files ?? []), ...files.map(({ path, hashBefore }) => ({ path, hash: hashBefore }))]
      .map(({ path, hash }) => `${path}\n${hash}`)
      .sort()
      .join('\n');
  return start(reviewed) === start(now);
}

function isAbout({ place }: Failure, file: string): boolean {
  return place === undefined || place.file === file;
}

function syntaxIssue(failure: Failure): ConfigIssue {
  return {
    level: 'error',
    from: 'rules',
    path: '',
    sentence: sentence('rule.syntax', { problem: failure.detail }),
    place: failure.place ?? null,
  };
}
