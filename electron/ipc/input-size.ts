import type { CommandName } from '../../shared/ipc-contract.ts';

/** Commands that carry a whole config file; everything else is a few fields. */
const carryFiles: ReadonlySet<CommandName> = new Set(['reviewEdits', 'checkText']);
/** A file of 16 MB, which is as large as one may be, and what stands around it. */
const largestWithFile = 20 * 1024 * 1024;
/** As much as the settings file may hold, with a policy for each of thousands of models. */
const largestOfFields = 4 * 1024 * 1024;

/** What any value weighs besides its text, so that many small ones count as well. */
const weightOfValue = 8;

/**
 * Is an input larger than its command may be? Asked before its shape is checked: Electron's wire takes any size, and
 * an array with a few thousand million gaps comes over it in no time and keeps whoever walks through it for minutes.
 */
export function isTooLarge(name: CommandName, input: unknown): boolean {
  let left = carryFiles.has(name) ? largestWithFile : largestOfFields;
  // A list of what is still to weigh, as what is nested deep would end a function that calls itself.
  const waiting: unknown[] = [input];
  while (waiting.length > 0) {
    const value = waiting.pop();
    left -= ownWeight(value);
    if (left < 0) return true;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    // What goes round in a circle is weighed until nothing is left.
    for (const key in value) {
      left -= key.length;
      if (left < 0) return true;
      waiting.push((value as Record<string, unknown>)[key]);
    }
  }
  return false;
}

function ownWeight(value: unknown): number {
  if (typeof value === 'string') return weightOfValue + value.length;
  if (Array.isArray(value)) return weightOfValue * (1 + value.length);
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return weightOfValue + value.byteLength;
  if (value instanceof Map || value instanceof Set) return weightOfValue * (1 + value.size);
  return weightOfValue;
}
