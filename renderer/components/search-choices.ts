import type { Choice } from './Select.tsx';

/** More rows than anybody reads, and few enough to be drawn at once. */
export const mostFound = 100;

export type FoundChoices = { found: Choice<string>[]; more: number };

/** Every word must be found in the text or the value; without a word the chosen one is always among what is shown. */
export function foundChoices(
  choices: readonly Choice<string>[],
  text: string,
  chosen: string,
  most = mostFound,
): FoundChoices {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const all = choices.filter((each) => {
    const haystack = `${each.text} ${each.value}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const found = all.slice(0, most);
  const hidden = words.length === 0 ? all.slice(most).find((each) => each.value === chosen) : undefined;
  if (hidden !== undefined) found.splice(most - 1, 1, hidden);
  return { found, more: all.length - found.length };
}
