import type { NamedEdit } from '../../../../shared/config-edits.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { fail, failWith, ok, type Result } from '../../../../shared/result.ts';
import type { TextFiles } from '../../ports.ts';
import { type ConfigTree, readConfig } from '../config-files.ts';
import { pathText } from '../config-path.ts';
import { EditRefused } from '../json5/errors.ts';
import { edit as editText, Json5Error, type Path } from '../json5-document.ts';
import type { SecretMask } from '../secret-mask.ts';
import { planEdit } from './plan-edit.ts';
import type { PlannedEdit, Step } from './planned-edit.ts';
import { presetEdits } from './preset-edits.ts';
import { swapLineComments } from './swap-comments.ts';

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
  const first = await readTree(world, world.files);
  if (!first.ok) return mendBroken(world, edits, first);
  const draft = createDraft(world.files);
  let tree = first.value;
  const said: Sentence[] = [];
  const dropped: string[] = [];
  let touches: Path[] | null = [];
  // Worked off from the front: a preset puts its own edits in its place when its turn comes.
  const waiting = [...edits];
  for (let named = waiting.shift(); named !== undefined; named = waiting.shift()) {
    if (named.edit === 'apply-preset') {
      const steps = presetEdits(tree, named);
      if (!steps.ok) return steps;
      waiting.unshift(...steps.value);
      continue;
    }
    const applied = applyOne(world, tree, named);
    if (!applied.ok) return applied;
    draft.write(applied.value.texts);
    said.push(applied.value.sentence);
    dropped.push(...applied.value.dropped);
    touches =
      touches === null || applied.value.touches === null ? null : [...touches, ...applied.value.touches];
    const next = await readTree(world, draft.files);
    if (!next.ok) return next;
    tree = next.value;
  }
  return ok({
    edits,
    before: first.value,
    after: tree,
    files: changedFiles(first.value, draft),
    sentences: said,
    droppedComments: dropped,
    touches,
  });
}

type Applied = { texts: Map<string, string>; sentence: Sentence; dropped: string[]; touches: Path[] | null };

function applyOne(
  world: EditWorld,
  tree: ConfigTree,
  named: Exclude<NamedEdit, { edit: 'apply-preset' }>,
): Result<Applied> {
  if (named.edit === 'replace-text') return replaceText(world, tree, named);
  const plan = planEdit(tree, named);
  return plan.ok ? applySteps(tree, plan.value) : plan;
}

function replaceText(
  world: EditWorld,
  tree: ConfigTree,
  named: Extract<NamedEdit, { edit: 'replace-text' }>,
): Result<Applied> {
  const file = tree.files.find((each) => each.path === named.file);
  if (file === undefined) return fail('edit-not-possible', `${named.file} is not a file of this config.`);
  const restored = world.mask.unmask(named.text);
  if (!restored.ok) return restored;
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
  const owner = tree.ownerOf(step.is === 'edit' ? step.path : step.a);
  if (owner.notEditable !== null) return failWith(owner.notEditable);
  const text = textOf(owner.file);
  if (text === null) return fail('edit-not-possible', `${owner.file} could not be read.`);
  try {
    if (step.is === 'edit') {
      const result = editText(text, [step.make(owner.path)]);
      return ok({ file: owner.file, text: result.text, dropped: result.droppedComments });
    }
    const other = tree.ownerOf(step.b);
    const sameFile = other.file === owner.file;
    return ok({
      file: owner.file,
      text: sameFile ? swapLineComments(text, owner.path, other.path) : text,
      dropped: [],
    });
  } catch (error) {
    if (error instanceof EditRefused || error instanceof Json5Error) {
      return fail('edit-not-possible', `${pathText(owner.path)}: ${error.message}`);
    }
    throw error;
  }
}

async function readTree(world: EditWorld, files: TextFiles): Promise<Result<ConfigTree>> {
  return (await readConfig(files, world.mainPath, world.includeRoots)).tree;
}

/** A file that can't be parsed takes no named edit, but a whole text (typed, or an earlier version) mends it. */
async function mendBroken(
  world: EditWorld,
  edits: readonly NamedEdit[],
  why: Result<never>,
): Promise<Result<ChangeSet>> {
  const [only] = edits;
  if (edits.length !== 1 || only?.edit !== 'replace-text' || only.file !== world.mainPath) return why;
  const content = (await readConfig(world.files, world.mainPath, world.includeRoots)).contents[0];
  if (content === undefined) return why;
  const restored = world.mask.unmask(only.text);
  if (!restored.ok) return restored;
  const draft = createDraft(world.files);
  draft.write(new Map([[world.mainPath, restored.value]]));
  const after = await readTree(world, draft.files);
  if (!after.ok) return after;
  const file = {
    path: world.mainPath,
    before: content.text ?? '',
    after: restored.value,
    hashBefore: content.hash,
  };
  return ok({
    edits,
    before: null,
    after: after.value,
    files: [file],
    sentences: [sentence('edit.replaceText', { file: world.mainPath })],
    droppedComments: [],
    touches: null,
  });
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

function changedFiles(before: ConfigTree, draft: { texts: ReadonlyMap<string, string> }): ChangedFile[] {
  return before.files.flatMap((file) => {
    const after = draft.texts.get(file.path);
    return after === undefined || after === file.text ? [] : [changedFile(file, after)];
  });
}

function changedFile(file: ConfigTree['main'], after: string): ChangedFile {
  return { path: file.path, before: file.text, after, hashBefore: file.hash };
}
