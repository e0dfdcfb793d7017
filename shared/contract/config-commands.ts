import * as v from 'valibot';
import { NamedEdit } from '../config-edits.ts';
import { Failure } from '../failures.ts';
import { Sentence } from '../findings.ts';
import { command, nothing } from './command.ts';

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const text = v.pipe(v.string(), v.maxLength(16_000_000));

/** One line of a diff; secrets masked on both sides. */
export const DiffLine = v.object({
  is: v.picklist(['same', 'added', 'removed', 'gap']),
  text: v.string(),
  /** Line numbers before and after; null where the line is not there. */
  before: v.nullable(v.number()),
  after: v.nullable(v.number()),
});
export type DiffLine = v.InferOutput<typeof DiffLine>;
export const FileDiff = v.object({ file: v.string(), lines: v.array(DiffLine) });
export type FileDiff = v.InferOutput<typeof FileDiff>;

export const ConfigIssue = v.object({
  level: v.picklist(['error', 'warning']),
  /** Which check said it. */
  from: v.picklist(['rules', 'schema', 'cli', 'guard']),
  path: v.string(),
  sentence: Sentence,
  place: v.nullable(v.object({ file: v.string(), line: v.number(), column: v.number() })),
});
export type ConfigIssue = v.InferOutput<typeof ConfigIssue>;

export const CheckProgress = v.picklist(['running', 'done', 'could-not-run']);

export const Review = v.object({
  reviewId: id,
  /** False: the edits change nothing. */
  changes: v.boolean(),
  files: v.array(FileDiff),
  /** One sentence per change. */
  sentences: v.array(Sentence),
  /** What the gateway will do, and who will not notice. */
  effects: v.array(Sentence),
  /** Comments that go along with what is removed. */
  droppedComments: v.array(v.string()),
  issues: v.array(ConfigIssue),
  schemaCheck: CheckProgress,
  cliCheck: CheckProgress,
  /** Set where nothing can be saved: the diff is to copy. */
  readOnly: v.nullable(v.string()),
});
export type Review = v.InferOutput<typeof Review>;

export const SaveOutcome = v.variant('is', [
  v.object({
    is: v.literal('saved'),
    versionId: v.string(),
    /** What the gateway did with it, as far as it could be watched. */
    gateway: v.picklist([
      'reloaded',
      /** It went on through a change it reloads live. Whether it took it over can't be seen from outside. */
      'still-ready',
      'restarted',
      'not-running',
      'no-reaction',
      'not-ready',
    ]),
    notes: v.array(Sentence),
  }),
  /** The file changed meanwhile: the same edits on the new text, to look at again. */
  v.object({ is: v.literal('review-again'), review: Review }),
]);
export type SaveOutcome = v.InferOutput<typeof SaveOutcome>;

export const ConfigVersion = v.object({
  versionId: v.string(),
  at: v.number(),
  file: v.string(),
  bytes: v.number(),
  by: v.picklist(['save', 'undo', 'outside', 'restore', 'first-seen']),
  sentences: v.array(Sentence),
  /** The file still is exactly what this save wrote, so its undo is exact. */
  undoable: v.boolean(),
});
export type ConfigVersion = v.InferOutput<typeof ConfigVersion>;

export const MaskedText = v.object({
  file: v.string(),
  hash: v.string(),
  /** Secret values replaced by placeholders that come back untouched. */
  text: v.string(),
  secrets: v.number(),
  failure: v.nullable(Failure),
});
export type MaskedText = v.InferOutput<typeof MaskedText>;

/** What the gateway's own schema says about a place in the file. */
export const SchemaHint = v.object({
  path: v.string(),
  title: v.nullable(v.string()),
  description: v.nullable(v.string()),
  type: v.nullable(v.string()),
  choices: v.array(v.string()),
  /** Keys an object there may have. */
  keys: v.array(
    v.object({ key: v.string(), title: v.nullable(v.string()), description: v.nullable(v.string()) }),
  ),
});
export type SchemaHint = v.InferOutput<typeof SchemaHint>;

const paths = v.array(v.union([v.string(), v.number()]));

export const configCommands = {
  reviewEdits: command(v.object({ edits: v.pipe(v.array(NamedEdit), v.maxLength(500)) }), Review),
  /** Waits until the slow checks of a review are done. */
  reviewChecks: command(v.object({ reviewId: id }), Review),
  /** Errors refuse a save, warnings inform. */
  saveReview: command(v.object({ reviewId: id }), SaveOutcome),
  undoSave: command(v.object({ versionId: id }), SaveOutcome),
  configVersions: command(v.object({ file: v.nullable(v.string()) }), v.array(ConfigVersion)),
  /** The diff from that version to the file as it is now. */
  versionDiff: command(v.object({ versionId: id }), FileDiff),
  /** A review that brings the version back. */
  reviewRestore: command(v.object({ versionId: id }), Review),
  configText: command(v.object({ file: v.nullable(v.string()) }), MaskedText),
  /** Checks text as it is typed: syntax, own rules, schema. Nothing is written. */
  checkText: command(v.object({ file: v.string(), text }), v.array(ConfigIssue)),
  schemaHint: command(v.object({ path: paths }), v.nullable(SchemaHint)),
  createConfig: command(nothing, v.object({ path: v.string() })),
  /** Looks for the file again, for example after the person changed the path. */
  rereadConfig: command(nothing, nothing),
} as const;
