import assert from 'node:assert/strict';
import JSON5 from 'json5';
import { layoutOf, type Slot } from '../../../../electron/core/gateway/json5/layout.ts';
import { readAsGateway } from '../../../../electron/core/gateway/json5/oracle.ts';
import {
  type Doc,
  type Edit,
  edit,
  type Json,
  Json5Error,
  parse,
  toValue,
} from '../../../../electron/core/gateway/json5-document.ts';
import { type Choice, type Chosen, chosenEdit } from './json5-random.ts';

/** What must hold for every text and every edit. Each law throws with the texts in its message. */

/** Accept or refuse, and the value: as the gateway's reader. Answers whether the text was accepted. */
export function agreesWithJson5(text: string): boolean {
  const theirs = readQuietly(text);
  const ours = readOurs(text);
  assert.equal(ours !== undefined, theirs !== undefined, `one of the two refuses ${JSON.stringify(text)}`);
  if (theirs === undefined) return false;
  assert.deepStrictEqual(ours, theirs, JSON.stringify(text));
  assert.deepStrictEqual(
    readAsGateway(text),
    theirs,
    `the check reads it differently: ${JSON.stringify(text)}`,
  );
  return true;
}

function readQuietly(text: string): Json | undefined {
  const { warn } = console;
  console.warn = () => undefined;
  try {
    return JSON5.parse<Json>(text);
  } catch {
    return undefined;
  } finally {
    console.warn = warn;
  }
}

function readOurs(text: string): Json | undefined {
  try {
    return toValue(parse(text));
  } catch (error) {
    assert.ok(error instanceof Json5Error, `not a Json5Error: ${String(error)}`);
    assert.ok(
      error.line >= 1 && error.column >= 1 && error.offset <= text.length && error.message.length > 5,
    );
    return undefined;
  }
}

/** Applies a random edit and holds the result against every law. Answers the edit that was made. */
export function editKeepsAllLaws(text: string, choice: Choice): Chosen | null {
  const before = parse(text);
  const chosen = chosenEdit(before, choice);
  if (chosen === null) return null;
  const explain = `${JSON.stringify(text)} ${JSON.stringify(chosen.edit)}`;
  let result: ReturnType<typeof edit>;
  try {
    result = edit(text, [chosen.edit]);
  } catch (error) {
    throw new Error(`${explain}: ${String(error)}`);
  }
  const note = `${explain} => ${JSON.stringify(result.text)}`;
  checkItems(before, chosen, result.text, note);
  checkComments(text, result, note);
  checkLineEnds(text, result.text, note);
  checkOutside(before, chosen, result.text, note);
  checkOwners(before, chosen, result.text, note);
  return chosen;
}

/** Comments found by a pattern of its own, not by our parser. */
export function commentsIn(text: string): string[] {
  const pattern =
    /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|(\/\*[\s\S]*?\*\/|\/\/[^\n\r\u2028\u2029]*)/g;
  return [...text.matchAll(pattern)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));
}

function checkComments(text: string, result: ReturnType<typeof edit>, note: string): void {
  const left = [...commentsIn(result.text), ...result.droppedComments].sort();
  assert.deepStrictEqual(left, commentsIn(text).sort(), note);
}

function kindsOf(text: string): string[] {
  return [...new Set(text.match(/\r\n|[\n\r\u2028\u2029]/g))].sort();
}

function checkLineEnds(text: string, result: string, note: string): void {
  const known = kindsOf(text);
  for (const kind of kindsOf(result))
    assert.ok(known.includes(kind), `${note}: new line end ${JSON.stringify(kind)}`);
}

/** Everything before and after the container, or for `set` the value, is the same byte for byte. */
function checkOutside(before: Doc, { edit: made, path, node }: Chosen, result: string, note: string): void {
  const last = made.op === 'set' ? made.path[path.length] : undefined;
  const target = node.items.findLast((item, index) => (item.key?.value ?? index) === last)?.value ?? node;
  const head = before.text.slice(0, target.start);
  const tail = before.text.slice(target.end);
  assert.ok(result.startsWith(head) && result.endsWith(tail), `${note}: bytes outside changed`);
  assert.ok(result.length >= head.length + tail.length, note);
}

type Raw = { text: string; value: Json | undefined; key: string | null };

/** The items of the edited container are the expected ones in the expected order, written as before. */
function checkItems(before: Doc, chosen: Chosen, result: string, note: string): void {
  const after = parse(result);
  const wanted = wantedItems(before, chosen);
  const items = containerIn(after, chosen).items;
  assert.equal(items.length, wanted.length, note);
  items.forEach((item, index) => {
    const want = wanted[index] as Raw;
    assert.equal(item.key?.value ?? null, want.key, note);
    const written = result.slice(item.start, item.end);
    if (want.text !== '') assert.equal(written, want.text, note);
    const value = readQuietly(result.slice(item.value.start, item.value.end));
    assert.deepStrictEqual(value, want.value, note);
  });
  assert.deepStrictEqual(toValue(after), readQuietly(result), note);
}

function containerIn(doc: Doc, { path }: Chosen): Chosen['node'] {
  let node = doc.root;
  for (const part of path) {
    if (node.type !== 'object' && node.type !== 'array') throw new Error('not a container');
    const next = node.items.findLast((item, index) => (item.key?.value ?? index) === part);
    node = (next as NonNullable<typeof next>).value;
  }
  return node as Chosen['node'];
}

function wantedItems(before: Doc, { edit: made, path, node }: Chosen): Raw[] {
  const raw = node.items.map((item): Raw => {
    const value = readQuietly(before.text.slice(item.value.start, item.value.end));
    return { text: before.text.slice(item.start, item.end), value, key: item.key?.value ?? null };
  });
  const last = made.path[path.length];
  const at = raw.findLastIndex((item, index) => (item.key ?? index) === last);
  switch (made.op) {
    case 'set': {
      const old = raw[at];
      if (old === undefined) return [...raw, { text: '', value: made.value, key: String(last) }];
      const same = isDeepStrictEqual(old.value, made.value);
      return raw.with(at, { text: same ? old.text : '', value: made.value, key: old.key });
    }
    case 'insert': {
      const before = raw.findLastIndex((item) => made.before !== undefined && item.key === made.before);
      const index = made.index ?? (before < 0 ? raw.length : before);
      return raw.toSpliced(index, 0, { text: '', value: made.value, key: made.key ?? null });
    }
    case 'remove':
      return raw.filter((item, index) => (item.key ?? index) !== last);
    case 'move':
      return raw.toSpliced(made.from, 1).toSpliced(made.to, 0, raw[made.from] as Raw);
    case 'reorder':
      return made.order.map((index) => raw[index] as Raw);
  }
}

function isDeepStrictEqual(a: unknown, b: unknown): boolean {
  try {
    assert.deepStrictEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

/** A comment that belonged to an item before still belongs to that item. */
function checkOwners(before: Doc, chosen: Chosen, result: string, note: string): void {
  if (chosen.edit.op === 'set' || (chosen.edit.op === 'remove' && chosen.edit.comments === 'keep')) return;
  // Where a comment between a value and its comma makes the line end, who shares a line changes with the order.
  if (layoutOf(before, chosen.node).some((slot) => hasLineEnd(before.text, slot.item.end, slot.preEnd)))
    return;
  const owners = ownersIn(before, chosen.node);
  const left = new Set(commentsIn(result));
  const after = parse(result);
  const now = ownersIn(after, containerIn(after, chosen), true);
  for (const comment of owners.keys()) {
    const owner = owners.get(comment);
    const next = now.get(comment);
    // With the first item gone, a comment may come to stand behind the bracket, where it belongs to nobody.
    if (!left.has(comment) || (chosen.edit.op === 'remove' && next === undefined)) continue;
    assert.equal(next, owner, `${note}: ${comment} changed its owner`);
  }
}

/** Comments that go on below the value: behind the last item such lines are the container's, not the item's. */
function hasCommentsBelow(doc: Doc, slot: Slot): boolean {
  const tail = [...slot.pre, ...slot.post];
  const from = slot.item.end;
  return hasLineEnd(doc.text, from, tail.at(-1)?.start ?? from);
}

function hasLineEnd(text: string, from: number, to: number): boolean {
  return /[\n\r\u2028\u2029]/.test(text.slice(from, to));
}

/** Each comment's owner: key and value of its item. */
export function ownersIn(doc: Doc, node: Chosen['node'], wherever = false): Map<string, string> {
  const owners = new Map<string, string>();
  for (const slot of layoutOf(doc, node)) {
    const item = doc.text.slice(slot.item.start, slot.item.end);
    if (!wherever && hasCommentsBelow(doc, slot)) continue;
    for (const comment of doc.comments) {
      const isInside = comment.start >= slot.item.start && comment.end <= slot.item.end;
      if (comment.start < slot.start || comment.end > slot.end || isInside) continue;
      owners.set(doc.text.slice(comment.start, comment.end), item);
    }
  }
  return owners;
}

/** The edit that takes `made` back, where there is one; `set` and `remove` need the old text. */
export function inverseOf({ edit: made, path, node }: Chosen): Edit | null {
  switch (made.op) {
    case 'move':
      return { op: 'move', path, from: made.to, to: made.from };
    case 'reorder':
      return { op: 'reorder', path, order: made.order.map((_, index) => made.order.indexOf(index)) };
    case 'insert': {
      const part = made.key ?? made.index ?? node.items.length;
      return { op: 'remove', path: [...path, part], comments: 'withItem' };
    }
    default:
      return null;
  }
}

/** Doing and undoing gives the original bytes. Answers whether there was something to undo. */
export function inverseRestoresBytes(text: string, choice: Choice): boolean {
  const chosen = chosenEdit(parse(text), choice);
  const inverse = chosen === null ? null : inverseOf(chosen);
  if (chosen === null || inverse === null || chosen.node.items.length === 0) return false;
  const { text: changed } = edit(text, [chosen.edit]);
  const { text: restored } = edit(changed, [inverse]);
  assert.equal(
    restored,
    text,
    `${JSON.stringify(text)} ${JSON.stringify(chosen.edit)} => ${JSON.stringify(changed)}`,
  );
  return true;
}
