import { EditRefused } from './errors.ts';
import { lineEndKinds } from './layout.ts';
import { readAsGateway } from './oracle.ts';
import type { Doc, Json } from './types.ts';
import { sameValue, toValue } from './value.ts';

/** One edit: the meaning is the wanted one, every comment is still there, no new kind of line end. */
export function checkStep(before: Doc, after: Doc, expected: Json, dropped: readonly string[]): void {
  if (!sameValue(toValue(after), expected, true))
    throw notVerified('its meaning would not be the intended one');
  if (!sameComments(before, after, dropped)) throw notVerified('a comment would be lost or changed');
  const kinds = lineEndKinds(before.text);
  if (kinds.size > 0 && [...lineEndKinds(after.text)].some((kind) => !kinds.has(kind))) {
    throw notVerified('it would bring in another kind of line end');
  }
}

/** The same question to a reader that shares no code with the editor. */
export function checkWithGatewaysReader(text: string, expected: Json): void {
  const value = readAsGateway(text);
  if (value === undefined) throw notVerified('the gateway could not read it');
  if (!sameValue(value, expected, true)) throw notVerified('the gateway would read something else');
}

function sameComments(before: Doc, after: Doc, dropped: readonly string[]): boolean {
  if (before.comments.length - dropped.length !== after.comments.length) return false;
  const counts = new Map<string, number>();
  const count = (text: string, by: number) => counts.set(text, (counts.get(text) ?? 0) + by);
  for (const { start, end } of before.comments) count(before.text.slice(start, end), 1);
  for (const text of dropped) count(text, -1);
  for (const { start, end } of after.comments) count(after.text.slice(start, end), -1);
  return [...counts.values()].every((left) => left === 0);
}

function notVerified(reason: string): EditRefused {
  return new EditRefused('not-verified', `the changed text was not accepted: ${reason}`);
}
