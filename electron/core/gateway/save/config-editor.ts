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
import type { Sentence } from '../../../../shared/findings.ts';
import type { GatewayHealth } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { Clock, Log, Random, TextFiles } from '../../ports.ts';
import type { ConfigSchema } from '../config-schema.ts';
import type { ConfigReader } from '../config-store.ts';
import { parseConfig } from '../config-text.ts';
import { buildChangeSet, type ChangeSet, type EditWorld } from '../edits/change-set.ts';
import type { OpenclawCli } from '../openclaw-cli.ts';
import type { SecretMask } from '../secret-mask.ts';
import { lineDiff } from './line-diff.ts';
import { createReviewRun, type ReviewRun } from './review-run.ts';
import { effectsOf, reloadKind } from './save-effects.ts';
import type { KeptVersion, Versions } from './versions.ts';
import { watchReaction } from './watch-reaction.ts';
import { changedMeanwhile, writeFiles } from './write-files.ts';

/**
 * Changes of the gateway's config, from the wish to the disk: review (what would change, what the checks say), save
 * (only if the file is still the one that was read), undo (the very bytes). Nothing is written but by `save`.
 */
export type ConfigEditor = {
  review(edits: readonly NamedEdit[]): Promise<Result<Review>>;
  /** Ends when the slow checks are done. */
  checked(reviewId: string): Promise<Result<Review>>;
  save(reviewId: string, options?: { by?: ConfigVersion['by'] }): Promise<Result<SaveOutcome>>;
  undo(versionId: string): Promise<Result<SaveOutcome>>;
  versions(file: string | null): ConfigVersion[];
  versionDiff(versionId: string): Promise<Result<FileDiff>>;
  reviewRestore(versionId: string): Promise<Result<Review>>;
  text(file: string | null): Promise<Result<MaskedText>>;
  checkText(file: string, text: string): Promise<Result<ConfigIssue[]>>;
  create(): Promise<Result<{ path: string }>>;
  /** For what Pilotlight does by itself (the stand-in): the same way, without a person in between. */
  saveEdits(edits: readonly NamedEdit[]): Promise<Result<{ versionId: string }>>;
};

export type ConfigEditorOptions = {
  files: TextFiles;
  clock: Clock;
  random: Random;
  log: Log;
  mask: SecretMask;
  reader: ConfigReader;
  versions: Versions;
  schema: ConfigSchema;
  cli(): Promise<OpenclawCli | null>;
  stateFolder(): string | null;
  health(): GatewayHealth;
  checkHealth(): Promise<void>;
  saved(version: { versionId: string; sentences: Sentence[] }): void;
  saveFailed(failure: Failure): void;
};

const mostReviews = 20;

export function createConfigEditor(options: ConfigEditorOptions): ConfigEditor {
  const { files, clock, reader, versions, mask } = options;
  const runs = new Map<string, ReviewRun>();
  let number = 0;
  let saving: Promise<unknown> = Promise.resolve();

  function world(): Result<EditWorld> {
    const { state, reading, lastGood } = reader.current();
    if (state.is === 'looking' || state.is === 'missing')
      return fail('config-missing', 'There is no config file yet.');
    const includeRoots = (reading ?? lastGood)?.target.includeRoots ?? [];
    return ok({ files, mainPath: state.path, includeRoots, mask });
  }

  async function build(edits: readonly NamedEdit[]): Promise<Result<ChangeSet>> {
    const here = world();
    return here.ok ? buildChangeSet(here.value, edits) : here;
  }

  async function review(edits: readonly NamedEdit[]): Promise<Result<Review>> {
    const change = await build(edits);
    return change.ok ? ok(begin(change.value)) : change;
  }

  /** Starts the slow checks at once: they run while the person reads. */
  function begin(change: ChangeSet): Review {
    const run = createReviewRun({
      reviewId: `review-${++number}`,
      change,
      schema: options.schema,
      cli: options.cli,
      stateFolder: options.stateFolder(),
    });
    runs.set(run.reviewId, run);
    for (const [id, old] of runs) {
      if (runs.size <= mostReviews) break;
      old.cancel();
      runs.delete(id);
    }
    return shown(run);
  }

  function shown(run: ReviewRun): Review {
    const { change } = run;
    const checks = run.checks();
    return {
      reviewId: run.reviewId,
      changes: change.files.length > 0,
      files: change.files.map(({ path, before, after }) => diffOf(path, before, after)),
      sentences: change.sentences,
      effects: effectsOf(change, options.health()),
      droppedComments: change.droppedComments.map((comment) => mask.mask(comment).text),
      issues: checks.issues,
      schemaCheck: checks.schema,
      cliCheck: checks.cli,
      readOnly: readOnlyReason(),
    };
  }

  function readOnlyReason(): string | null {
    const { state } = reader.current();
    return state.is === 'loaded' ? state.readOnly : null;
  }

  function diffOf(file: string, before: string, after: string): FileDiff {
    return { file, lines: lineDiff(mask.mask(before).text, mask.mask(after).text) };
  }

  /** One save after the other, whoever asks. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = saving.then(work, work);
    saving = turn.catch(() => undefined);
    return turn;
  }

  async function save(run: ReviewRun, by: ConfigVersion['by']): Promise<Result<SaveOutcome>> {
    if (readOnlyReason() !== null) return fail('config-read-only', 'This config may not be written here.');
    const now = await build(run.change.edits);
    if (!now.ok) return now;
    if (!sameStart(run.change, now.value)) return ok({ is: 'review-again', review: begin(now.value) });
    await run.finished;
    const errors = run.checks().issues.filter((issue) => issue.level === 'error');
    const [error] = errors;
    if (error !== undefined)
      return fail('config-check-failed', `${error.path}: ${error.sentence.key}`, { count: errors.length });
    const outcome = await write(now.value, by);
    if (!outcome.ok && outcome.failure.code === 'config-changed-meanwhile') {
      const again = await build(run.change.edits);
      return again.ok ? ok({ is: 'review-again', review: begin(again.value) }) : again;
    }
    return outcome;
  }

  async function write(change: ChangeSet, by: ConfigVersion['by']): Promise<Result<SaveOutcome>> {
    const saveId = `${clock.now().toString(36)}-${++number}`;
    const healthBefore = options.health();
    const encoder = new TextEncoder();
    const kept = await writeFiles(
      change.files.map((file) => ({
        path: file.path,
        bytes: encoder.encode(file.after),
        hashBefore: file.hashBefore,
      })),
      { files, versions, reader, log: options.log, by, sentences: change.sentences, saveId },
    );
    if (!kept.ok) {
      if (kept.failure.code !== 'config-changed-meanwhile') options.saveFailed(kept.failure);
      return kept;
    }
    const versionId = kept.value[0]?.versionId ?? '';
    await reader.reread();
    options.saved({ versionId, sentences: change.sentences });
    const gateway = await watchReaction({
      clock,
      kind: reloadKind(change),
      before: healthBefore,
      health: options.health,
      checkHealth: options.checkHealth,
    });
    return ok({ is: 'saved', versionId, gateway, notes: effectsOf(change, options.health()) });
  }

  async function undo(versionId: string): Promise<Result<SaveOutcome>> {
    const version = versions.find(versionId);
    if (version === null) return fail('undo-not-possible', 'This version is no longer kept.');
    const group = versions.list().filter((each) => each.saveId === version.saveId);
    const writes = [];
    for (const each of group) {
      const bytes = await versions.bytes(each.versionId);
      if (!bytes.ok) return bytes;
      const isOurs = each.replacedBy !== null && (await hashOf(each.file)) === each.replacedBy;
      // Somebody changed the file since: the old text becomes a review to look at, never an overwrite.
      if (!isOurs) {
        const again = await reviewRestore(versionId);
        return again.ok ? ok({ is: 'review-again', review: again.value }) : again;
      }
      writes.push({ path: each.file, bytes: bytes.value, hashBefore: each.replacedBy ?? '' });
    }
    const said = [sentence('edit.undo')];
    const saveId = `${clock.now().toString(36)}-${++number}`;
    const kept = await writeFiles(writes, {
      files,
      versions,
      reader,
      log: options.log,
      by: 'undo',
      sentences: said,
      saveId,
    });
    if (!kept.ok) return kept;
    await reader.reread();
    const newId = kept.value[0]?.versionId ?? '';
    options.saved({ versionId: newId, sentences: said });
    const gateway = await watchReaction({
      clock,
      kind: 'hot',
      before: options.health(),
      health: options.health,
      checkHealth: options.checkHealth,
    });
    return ok({ is: 'saved', versionId: newId, gateway, notes: [] });
  }

  async function hashOf(path: string): Promise<string | null> {
    const bytes = await files.read(path, 16 * 1024 * 1024);
    return bytes.ok ? files.hash(bytes.value) : null;
  }

  async function textOf(version: KeptVersion): Promise<Result<string>> {
    const bytes = await versions.bytes(version.versionId);
    if (!bytes.ok) return bytes;
    return ok(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value));
  }

  async function reviewRestore(versionId: string): Promise<Result<Review>> {
    const version = versions.find(versionId);
    if (version === null) return fail('undo-not-possible', 'This version is no longer kept.');
    const text = await textOf(version);
    if (!text.ok) return text;
    return review([{ edit: 'replace-text', file: version.file, text: mask.mask(text.value).text }]);
  }

  function contentOf(file: string | null) {
    const { contents } = reader.current();
    return (file === null ? contents[0] : contents.find((each) => each.path === file)) ?? null;
  }

  return {
    review,
    async checked(reviewId) {
      const run = runs.get(reviewId);
      if (run === undefined) return fail('invalid-input', 'This review is no longer kept; make a new one.');
      await run.finished;
      return ok(shown(run));
    },
    save(reviewId, { by = 'save' } = {}) {
      const run = runs.get(reviewId);
      if (run === undefined)
        return Promise.resolve(fail('invalid-input', 'This review is no longer kept; make a new one.'));
      return inTurn(() => save(run, by));
    },
    undo: (versionId) => inTurn(() => undo(versionId)),
    versions(file) {
      const hashes = new Map(reader.current().contents.map((content) => [content.path, content.hash]));
      return versions
        .list()
        .filter((version) => file === null || version.file === file)
        .map(({ versionId, at, file: path, bytes, by, sentences, replacedBy }) => ({
          versionId,
          at,
          file: path,
          bytes,
          by,
          sentences,
          undoable: replacedBy !== null && hashes.get(path) === replacedBy,
        }));
    },
    async versionDiff(versionId) {
      const version = versions.find(versionId);
      if (version === null) return fail('undo-not-possible', 'This version is no longer kept.');
      const text = await textOf(version);
      if (!text.ok) return text;
      return ok(diffOf(version.file, text.value, contentOf(version.file)?.text ?? ''));
    },
    reviewRestore,
    async text(file) {
      const content = contentOf(file);
      if (content === null) return fail('config-missing', 'There is no such file.');
      const { state } = reader.current();
      const failure = state.is === 'broken' ? state.failure : null;
      if (content.text === null)
        return failWith(failure ?? { code: 'config-not-utf8', detail: 'The file is no text.' });
      const masked = mask.mask(content.text);
      return ok({
        file: content.path,
        hash: content.hash,
        text: masked.text,
        secrets: masked.secrets,
        failure,
      });
    },
    async checkText(file, text) {
      const parsed = parseConfig(text, file);
      if (!parsed.ok) return ok([syntaxIssue(parsed.failure)]);
      const change = await build([{ edit: 'replace-text', file, text }]);
      if (!change.ok) return ok([syntaxIssue(change.failure)]);
      const run = createReviewRun({
        reviewId: '',
        change: change.value,
        schema: options.schema,
        // The CLI takes seconds: it judges the review, not every pause in typing.
        cli: async () => null,
        stateFolder: null,
      });
      await run.finished;
      return ok(run.checks().issues);
    },
    async create() {
      const { state } = reader.current();
      if (state.is !== 'missing') return fail('edit-not-possible', 'There is a config already.');
      const made = await files.makeFolder(files.paths.dirname(state.path), 0o700);
      if (!made.ok) return made;
      const written = await files.writeAtomically(state.path, new TextEncoder().encode(minimalConfig), {
        mode: 0o600,
      });
      if (!written.ok) return written;
      await reader.reread();
      return ok({ path: state.path });
    },
    async saveEdits(edits) {
      const reviewed = await review(edits);
      if (!reviewed.ok) return reviewed;
      const saved = await inTurn(async () => {
        const run = runs.get(reviewed.value.reviewId);
        return run === undefined ? changedMeanwhile('The config') : save(run, 'save');
      });
      if (!saved.ok) return saved;
      return saved.value.is === 'saved'
        ? ok({ versionId: saved.value.versionId })
        : fail('config-changed-meanwhile', 'The config was changed meanwhile.');
    },
  };
}

const minimalConfig = `{
  gateway: {
    mode: "local",
  },
}
`;

/** The same edits worked out on the same bytes give the same review; anything else is to be looked at again. */
function sameStart(reviewed: ChangeSet, now: ChangeSet): boolean {
  const hashes = (change: ChangeSet) =>
    change.files
      .map((file) => `${file.path}\n${file.hashBefore}`)
      .sort()
      .join('\n');
  const same = (change: ChangeSet) =>
    change.before?.files
      .map((file) => file.hash)
      .sort()
      .join() ?? '';
  return hashes(reviewed) === hashes(now) && same(reviewed) === same(now);
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
