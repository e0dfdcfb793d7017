import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { TextFiles } from '../../ports.ts';
import type { ConfigFile } from '../config-file.ts';
import { type ConfigOutcome, type ConfigTree, readConfig } from '../config-files.ts';
import { pathText } from '../config-path.ts';
import { EditRefused } from '../json5/errors.ts';
import { exchange } from '../json5/exchange.ts';
import { readAsGateway } from '../json5/oracle.ts';
import { sameValue } from '../json5/value.ts';
import { edit as editText, Json5Error, type Path } from '../json5-document.ts';
import type { SecretMask } from '../secret-mask.ts';
import { planEdit } from './plan-edit.ts';
import type { PlannedEdit, Step } from './planned-edit.ts';
import { editsOfPreset } from './preset-edits.ts';

/**
 * Several named edits as one change of the files: worked out one after the other, each on the text the one before
 * left, nothing written. The same edits can be worked out again on a text that somebody else changed meanwhile.
 */
export type ChangeSet = {
  edits: readonly NamedEdit[];
  /** null: the file made no sense before; only a whole text can mend that. */
  before: ConfigTree | null;
  /** The config as it would be read after the save. */
  after: ConfigTree;
  /** Only files whose text differs. */
  files: ChangedFile[];
  sentences: Sentence[];
  droppedComments: string[];
  /** Paths of the merged value that may differ; null: a whole text was replaced, anything may. */
  touches: Path[] | null;
};

export type ChangedFile = { path: string; before: string; after: string; hashBefore: string };

export type EditWorld = {
  files: TextFiles;
  mainPath: string;
  includeRoots: readonly string[];
  mask: SecretMask;
};

export async function buildChangeSet(
  world: EditWorld,
  edits: readonly NamedEdit[],
): Promise<Result<ChangeSet>> {
  const start = await readAll(world, world.files);
  const draft = createDraft(world.files);
  let now = start;
  const said: Sentence[] = [];
  const dropped: string[] = [];
  let touches: Path[] | null = [];
  // Worked off from the front: a preset puts its own edits in its place when its turn comes.
  const waiting = [...edits];
  for (let named = waiting.shift(); named !== undefined; named = waiting.shift()) {
    if (named.edit === 'apply-preset') {
      const steps = now.tree.ok ? editsOfPreset(now.tree.value, named) : now.tree;
      if (!steps.ok) return steps;
      waiting.unshift(...steps.value);
      continue;
    }
    const applied = applyOne(world, now, named);
    if (!applied.ok) return applied;
    draft.write(applied.value.texts);
    said.push(applied.value.sentence);
    dropped.push(...applied.value.dropped);
    touches =
      touches === null || applied.value.touches === null ? null : [...touches, ...applied.value.touches];
    now = await readAll(world, draft.files);
  }
  if (!now.tree.ok) return now.tree;
  const changed = changedFiles(start, draft);
  // Named edits prove themselves one by one; of a whole text nobody has asked the gateway's own reader yet.
  const { files } = now.tree.value;
  const misread = touches === null ? changed.find(({ path }) => !isReadAlike(files, path)) : undefined;
  if (misread !== undefined) {
    return fail(
      'edit-not-possible',
      `The gateway would read ${misread.path} differently from what is shown here.`,
    );
  }
  return ok({
    edits,
    before: start.tree.ok ? start.tree.value : null,
    after: now.tree.value,
    files: changed,
    sentences: said,
    droppedComments: dropped,
    touches,
  });
}

function isReadAlike(files: readonly ConfigFile[], path: string): boolean {
  const file = files.find((each) => each.path === path);
  if (file === undefined) return true;
  const theirs = readAsGateway(file.text);
  return theirs !== undefined && sameValue(theirs, file.value, true);
}

type Applied = { texts: Map<string, string>; sentence: Sentence; dropped: string[]; touches: Path[] | null };

/** A config that makes no sense takes no named edit, but a whole text (typed, or an earlier version) mends it. */
function applyOne(
  world: EditWorld,
  now: ConfigOutcome,
  named: Exclude<NamedEdit, { edit: 'apply-preset' }>,
): Result<Applied> {
  if (named.edit === 'replace-text') return replaceText(world, now, named);
  if (!now.tree.ok) return now.tree;
  const plan = planEdit(now.tree.value, named);
  return plan.ok ? applySteps(now.tree.value, plan.value) : plan;
}

function replaceText(
  world: EditWorld,
  now: ConfigOutcome,
  named: Extract<NamedEdit, { edit: 'replace-text' }>,
): Result<Applied> {
  const file = now.contents.find((each) => each.path === named.file);
  if (file === undefined) return fail('edit-not-possible', `${named.file} is not a file of this config.`);
  if (file.info.kind === 'symlink')
    return fail('config-is-symlink', 'The file is a link; saving would replace the link.');
  if (!file.info.writable) return fail('config-read-only', 'The file may not be written.');
  const restored = world.mask.unmask(named.text);
  if (!restored.ok) return restored;
  // Half a character can't be written as UTF-8: the file would hold another one.
  if (!restored.value.isWellFormed()) return fail('config-not-utf8', 'The text holds half a character.');
  return ok({
    texts: new Map([[file.path, restored.value]]),
    sentence: sentence('edit.replaceText', { file: file.path }),
    dropped: [],
    touches: null,
  });
}

function applySteps(tree: ConfigTree, plan: PlannedEdit): Result<Applied> {
  const texts = new Map(tree.files.map((file) => [file.path, file.text]));
  const changed = new Map<string, string>();
  const dropped: string[] = [];
  for (const step of plan.steps) {
    const done = applyStep(tree, step, (path) => changed.get(path) ?? texts.get(path) ?? null);
    if (!done.ok) return done;
    changed.set(done.value.file, done.value.text);
    dropped.push(...done.value.dropped);
  }
  return ok({ texts: changed, sentence: plan.sentence, dropped, touches: plan.touches });
}

function applyStep(
  tree: ConfigTree,
  step: Step,
  textOf: (file: string) => string | null,
): Result<{ file: string; text: string; dropped: string[] }> {
  const owner = tree.ownerOf(step.path);
  if (owner.notEditable !== null) return failWith(owner.notEditable);
  const text = textOf(owner.file);
  if (text === null) return fail('edit-not-possible', `${owner.file} could not be read.`);
  try {
    if (step.is === 'edit') {
      const wanted = step.make(owner.path);
      if (wanted.op === 'remove' && owner.path.length === 0) {
        return fail(
          'edit-not-possible',
          `${pathText(step.path)} is the whole of ${owner.file}: take its $include out of the text instead.`,
        );
      }
      const result = editText(text, [wanted]);
      return ok({ file: owner.file, text: result.text, dropped: result.droppedComments });
    }
    const other = tree.ownerOf(step.other);
    return ok({ file: owner.file, text: exchange(text, owner.path, other.path), dropped: [] });
  } catch (error) {
    if (error instanceof EditRefused || error instanceof Json5Error) {
      return fail('edit-not-possible', `${pathText(owner.path)}: ${error.message}`);
    }
    throw error;
  }
}

function readAll(world: EditWorld, files: TextFiles): Promise<ConfigOutcome> {
  return readConfig(files, world.mainPath, world.includeRoots);
}

/** The disk with the change set's texts laid over it. */
function createDraft(files: TextFiles) {
  const texts = new Map<string, string>();
  const overlay: TextFiles = {
    ...files,
    async read(path, maxBytes) {
      const text = texts.get(path);
      return text === undefined ? files.read(path, maxBytes) : ok(new TextEncoder().encode(text));
    },
  };
  return {
    files: overlay,
    texts,
    write(changed: ReadonlyMap<string, string>) {
      for (const [path, text] of changed) texts.set(path, text);
    },
  };
}

function changedFiles(start: ConfigOutcome, draft: { texts: ReadonlyMap<string, string> }): ChangedFile[] {
  return start.contents.flatMap(({ path, text, hash }) => {
    const after = draft.texts.get(path);
    return after === undefined || after === text
      ? []
      : [{ path, before: text ?? '', after, hashBefore: hash }];
  });
}
