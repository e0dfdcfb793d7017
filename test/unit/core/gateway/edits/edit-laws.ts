import assert from 'node:assert/strict';
import JSON5 from 'json5';
import { valueAt } from '../../../../../electron/core/gateway/config-path.ts';
import { buildChangeSet, type ChangeSet } from '../../../../../electron/core/gateway/edits/change-set.ts';
import { inverseOf } from '../../../../../electron/core/gateway/edits/inverse-edit.ts';
import { containerAt } from '../../../../../electron/core/gateway/json5/expected.ts';
import { locate } from '../../../../../electron/core/gateway/json5/locate.ts';
import { type Path, parse } from '../../../../../electron/core/gateway/json5-document.ts';
import { guardIssues } from '../../../../../electron/core/gateway/save/config-guard.ts';
import { createSecretMask } from '../../../../../electron/core/gateway/secret-mask.ts';
import type { NamedEdit } from '../../../../../shared/config-edits.ts';
import { startConfigWorld } from '../../../../fakes/config-world.ts';
import { createMemoryFiles } from '../../../../fakes/memory-files.ts';
import { commentsIn, ownersIn } from '../json5-laws.ts';
import { editFor, meaningAfter } from './edit-model.ts';
import type { Wish } from './random-configs.ts';

/** What must hold for every config and every named edit. Each law throws with the texts in its message. */

const main = '/home/ada/.openclaw/openclaw.json';

async function changeOf(text: string, edit: NamedEdit): Promise<ChangeSet | string> {
  const files = createMemoryFiles({ [main]: text });
  const mask = createSecretMask(() => 0.5);
  const change = await buildChangeSet({ files, mainPath: main, includeRoots: [], mask }, [edit]);
  return change.ok ? change.value : `${change.failure.code}: ${change.failure.detail}`;
}

/** Answers the edit that was made; null where the wish fits nothing in this config. */
export async function editKeepsEverythingElse(text: string, wish: Wish): Promise<NamedEdit | null> {
  const before = JSON5.parse(text);
  const edit = editFor(before, wish);
  if (edit === null) return null;
  const change = await changeOf(text, edit);
  const note = `${JSON.stringify(text)} ${JSON.stringify(edit)}`;
  if (typeof change === 'string') throw new Error(`${note}: refused: ${change}`);
  const after = change.files[0]?.after ?? text;
  const shown = `${note} => ${JSON.stringify(after)}`;
  assert.deepEqual(JSON5.parse(after), meaningAfter(before, edit), shown);
  assert.deepEqual(
    guardIssues(change)
      .map((issue) => issue.sentence.key)
      .filter((key) => key !== 'guard.shrunk'),
    [],
    shown,
  );
  const left = [...commentsIn(after), ...change.droppedComments].sort();
  assert.deepEqual(left, commentsIn(text).sort(), shown);
  for (const kind of lineEndsOf(after))
    assert.ok(lineEndsOf(text).includes(kind) || !/[\r\n]/.test(text), shown);
  assertOutsideIsSame(text, after, change.touches ?? [], shown);
  return edit;
}

function lineEndsOf(text: string): string[] {
  return [...new Set(text.match(/\r\n|[\n\r]/g))];
}

/** All that differs lies within the smallest part of the text that holds every touched place. */
function assertOutsideIsSame(before: string, after: string, touches: readonly Path[], note: string): void {
  if (before === after) return;
  const doc = parse(before);
  const value = JSON5.parse(before);
  let common = touches[0] ?? [];
  for (const path of touches) {
    let length = 0;
    while (length < common.length && String(common[length]) === String(path[length])) length += 1;
    common = common.slice(0, length);
  }
  // A place that is not there yet, or goes, is a change of what holds it.
  const isSet =
    touches.length === 1 &&
    valueAt(value, common) !== undefined &&
    valueAt(JSON5.parse(after), common) !== undefined;
  if (!isSet && touches.length === 1) common = common.slice(0, -1);
  while (valueAt(value, common) === undefined) common = common.slice(0, -1);
  const range = locate(doc, common);
  assert.ok(range !== null, note);
  assert.equal(after.slice(0, range.start), before.slice(0, range.start), note);
  assert.equal(after.slice(after.length - (before.length - range.end)), before.slice(range.end), note);
}

/** The inverse edit restores the very bytes. Answers what was taken back, or why it can't be. */
export async function inverseRestores(text: string, wish: Wish): Promise<string | null> {
  const before = JSON5.parse(text);
  const edit = editFor(before, wish);
  if (edit === null) return null;
  const there = await changeOf(text, edit);
  assert.ok(typeof there !== 'string' && there.before !== null, String(there));
  const changed = there.files[0]?.after ?? text;
  if (changed === text) return null;
  const inverse = inverseOf(there.before, edit);
  if (inverse.is === 'none') return `${edit.edit}: ${inverse.why}`;
  const back = await changeOf(changed, inverse.edit);
  const note = `${JSON.stringify(text)} ${JSON.stringify(edit)} => ${JSON.stringify(changed)} ${JSON.stringify(inverse.edit)}`;
  assert.ok(typeof back !== 'string', `${note}: ${back}`);
  const restored = back.files[0]?.after ?? changed;
  assert.deepEqual(JSON5.parse(restored), before, note);
  // Of two equal refs nobody can tell which was which.
  const refs = edit.edit === 'reorder-chain' ? edit.refs : [];
  // A row into which a comment to the line's end comes has to be opened, and stays open.
  const wasOpened = edit.edit === 'reorder-chain' && linesOf(changed) > linesOf(text);
  if (!wasOpened && new Set(refs).size === refs.length)
    assert.equal(plainlySpelt(restored), plainlySpelt(text), note);
  return edit.edit;
}

/** A number that comes back is written the plain way, however it was spelt. */
function plainlySpelt(text: string): string {
  const number = /(?<![\w.])\+?(?:0x[\da-f]+|\d*\.?\d+(?:e[+-]?\d+)?)(?![\w.])/gi;
  return text.replace(number, (written) => String(Number(written)));
}

function linesOf(text: string): number {
  return text.split(/\r\n|[\n\r]/).length;
}

/** Through the whole editor: save, then undo gives the very bytes. Answers whether there was something to save. */
export async function undoRestoresBytes(text: string, wishes: readonly Wish[]): Promise<boolean> {
  const files = createMemoryFiles({ [main]: text });
  const world = await startConfigWorld({ files, main, versionsFolder: '/versions', cli: {} });
  const before = JSON5.parse(text);
  const edits = wishes.flatMap((wish) => editFor(before, wish) ?? []);
  const reviewed = await world.run(world.editor.review(edits));
  // Wishes for the same place may spoil each other.
  if (!reviewed.ok || !reviewed.value.changes) return false;
  const { reviewId, issues } = reviewed.value;
  const saved = await world.save(reviewId);
  if (!saved.ok) {
    assert.ok(
      issues.some((issue) => issue.level === 'error'),
      `${JSON.stringify(text)} ${JSON.stringify(edits)}: ${saved.failure.detail}`,
    );
    assert.equal(files.text(main), text);
    return false;
  }
  assert.ok(saved.value.is === 'saved');
  const undone = await world.undo(saved.value.versionId);
  assert.ok(undone.ok && undone.value.is === 'saved', JSON.stringify(undone));
  assert.equal(files.text(main), text);
  return true;
}

/** A comment that belonged to a ref of the chain still belongs to it. Answers how many comments that was proven for. */
export async function movedRefsKeepComments(text: string, wish: Wish): Promise<number> {
  const edit = editFor(JSON5.parse(text), wish);
  if (edit?.edit !== 'reorder-chain' && edit?.edit !== 'move-fallback') return 0;
  const change = await changeOf(text, edit);
  assert.ok(typeof change !== 'string', String(change));
  const after = change.files[0]?.after ?? text;
  const { agentId } = edit;
  const path = agentId === null ? ['agents', 'defaults', 'model'] : ['agents', 'entries', agentId, 'model'];
  const before = refOwners(text, path, false);
  const now = refOwners(after, path, true);
  for (const [comment, ref] of before) {
    assert.equal(
      now.get(comment),
      ref,
      `${JSON.stringify(text)} ${JSON.stringify(edit)} => ${JSON.stringify(after)}: ${comment}`,
    );
  }
  return before.size;
}

function refOwners(text: string, path: Path, wherever: boolean): Map<string, string> {
  const doc = parse(text);
  const [chain, list] = [containerAt(doc.root, path), containerAt(doc.root, [...path, 'fallbacks'])];
  const owners = new Map<string, string>();
  const inList = list === null ? [] : [...ownersIn(doc, list, wherever)];
  const ofPrimary = chain === null ? [] : [...ownersIn(doc, chain, wherever)];
  const refOf = (written: string) => String(JSON5.parse(written));
  for (const [comment, item] of inList) owners.set(comment, refOf(item));
  for (const [comment, item] of ofPrimary) {
    const primary = /^["']?primary["']?\s*:([\s\S]*)$/.exec(item)?.[1];
    if (primary !== undefined) owners.set(comment, refOf(primary));
  }
  // A comment written twice names nobody.
  const all = commentsIn(text);
  return new Map([...owners].filter(([comment]) => all.indexOf(comment) === all.lastIndexOf(comment)));
}
