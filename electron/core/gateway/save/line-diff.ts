import { structuredPatch } from 'diff';
import type { DiffLine } from '../../../../shared/contract/config-commands.ts';

const contextLines = 3;
/** A diff that takes longer than this is shown as one block: two texts with nothing in common are no diff anyway. */
const patienceMs = 1_000;
/** Nobody reads more, and all of it goes to a window. */
const mostLines = 5_000;

/** The lines that differ, with a little of what stands around them. Give it masked texts. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const lines = allLines(before, after);
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines), gap];
}

const gap: DiffLine = { is: 'gap', text: '', before: null, after: null };

function allLines(before: string, after: string): DiffLine[] {
  if (before === after) return [];
  const patch = structuredPatch('', '', before, after, '', '', {
    context: contextLines,
    timeout: patienceMs,
  });
  if (patch === undefined) return wholeBlock(before, after);
  const lines: DiffLine[] = [];
  for (const hunk of patch.hunks) {
    if (lines.length > 0 || hunk.oldStart > 1) lines.push(gap);
    let oldLine = hunk.oldStart;
    let newLine = hunk.newStart;
    for (const line of hunk.lines) {
      const text = line.slice(1);
      // "\ No newline at end of file" is a remark about the line before, not a line.
      if (line.startsWith('\\')) continue;
      if (line.startsWith('-')) lines.push({ is: 'removed', text, before: oldLine++, after: null });
      else if (line.startsWith('+')) lines.push({ is: 'added', text, before: null, after: newLine++ });
      else lines.push({ is: 'same', text, before: oldLine++, after: newLine++ });
    }
  }
  return lines;
}

function wholeBlock(before: string, after: string): DiffLine[] {
  return [
    ...before
      .split('\n')
      .map((text, index): DiffLine => ({ is: 'removed', text, before: index + 1, after: null })),
    ...after
      .split('\n')
      .map((text, index): DiffLine => ({ is: 'added', text, before: null, after: index + 1 })),
  ];
}
