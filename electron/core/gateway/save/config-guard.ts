import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import type { Sentence } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { pathText, valueAt } from '../config-path.ts';
import type { ChangedFile, ChangeSet } from '../edits/change-set.ts';
import { parse } from '../json5-document.ts';
import { changedPaths, isWithin } from './changed-paths.ts';

/**
 * The last look before anything is written, at the whole change and not at its steps: only what was asked for differs,
 * no comment is gone that was not announced, the file did not lose half of itself, the gateway can still start.
 */
export function guardIssues(
  change: ChangeSet,
  /** An earlier version that comes back may be as short as it was. */
  isKnown: (text: string) => boolean = () => false,
): ConfigIssue[] {
  return [
    ...unexpectedPaths(change),
    ...lostComments(change),
    ...shrunkFiles(change, isKnown),
    ...lostMode(change),
  ];
}

function issue(path: string, said: Sentence, level: ConfigIssue['level'] = 'error'): ConfigIssue {
  return { level, from: 'guard', path, sentence: said, place: null };
}

function unexpectedPaths({ before, after, touches }: ChangeSet): ConfigIssue[] {
  if (touches === null || before === null) return [];
  const stray = changedPaths(before.value, after.value).filter(
    (path) => !touches.some((touched) => isWithin(path, touched) || isWithin(touched, path)),
  );
  if (stray.length === 0) return [];
  const paths = stray.map(pathText).join(', ');
  return [issue(pathText(stray[0] ?? []), sentence('guard.unexpectedPaths', { paths }))];
}

function lostComments(change: ChangeSet): ConfigIssue[] {
  // A person who types over the text means what the diff shows.
  if (change.touches === null) return [];
  const lost = change.files.flatMap((file) => missing(commentsOf(file.before), commentsOf(file.after)));
  return missing(lost, change.droppedComments).length === 0 ? [] : [issue('', sentence('guard.commentLost'))];
}

function commentsOf(text: string): string[] {
  const doc = parse(text);
  return doc.comments.map(({ start, end }) => text.slice(start, end));
}

function missing(wanted: readonly string[], there: readonly string[]): string[] {
  const left = [...there];
  return wanted.filter((each) => {
    const index = left.indexOf(each);
    if (index === -1) return true;
    left.splice(index, 1);
    return false;
  });
}

/** The gateway blocks such writes of its own; ours pass it by, so we need the same guard. */
function shrunkFiles(change: ChangeSet, isKnown: (text: string) => boolean): ConfigIssue[] {
  return change.files
    .filter((file) => isShrunk(file) && !explains(change))
    .map((file) => {
      // Of a file that made no sense, the larger part may have been what was wrong with it.
      const isMeant = change.before === null || isKnown(file.after);
      return issue(file.path, sentence('guard.shrunk'), isMeant ? 'warning' : 'error');
    });
}

const smallFile = 400;

function isShrunk({ before, after }: ChangedFile): boolean {
  return before.length > smallFile && after.length * 2 < before.length;
}

/** Removing a large provider is asked for by name, and shown; anything else that halves a file is a mistake. */
function explains({ edits }: ChangeSet): boolean {
  const names = edits.map((each) => each.edit);
  return (
    !names.includes('replace-text') && (names.includes('remove-provider') || names.includes('remove-model'))
  );
}

function lostMode({ before, after }: ChangeSet): ConfigIssue[] {
  const mode = ['gateway', 'mode'];
  const had = before !== null && valueAt(before.value, mode) !== undefined;
  return had && valueAt(after.value, mode) === undefined
    ? [issue('gateway.mode', sentence('guard.modeLost'))]
    : [];
}
