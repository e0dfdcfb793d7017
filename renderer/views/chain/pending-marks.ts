/** What is different from the file, link by link: the fewest links that have to be called moved. */
export type PendingMarks = { marks: ('moved' | 'added' | null)[]; removed: string[] };

export function pendingMarks(before: readonly string[], after: readonly string[]): PendingMarks {
  const from = matches(before, after);
  const still = longestRising(from.filter((index) => index !== -1));
  const marks = from.map((index) => (index === -1 ? 'added' : still.has(index) ? null : 'moved'));
  const used = new Set(from);
  return { marks, removed: before.filter((_, index) => !used.has(index)) };
}

/** For each link now, where it was; -1: it was not there. Equal links are matched in order. */
function matches(before: readonly string[], after: readonly string[]): number[] {
  const used = new Set<number>();
  return after.map((ref) => {
    const at = before.findIndex((each, index) => each === ref && !used.has(index));
    if (at !== -1) used.add(at);
    return at;
  });
}

/** The numbers of the longest rising part: those links kept their order. Chains are short. */
function longestRising(numbers: readonly number[]): Set<number> {
  const best: number[][] = [];
  for (const [index, value] of numbers.entries()) {
    const before = numbers
      .slice(0, index)
      .flatMap((earlier, at) => (earlier < value ? [best[at] ?? []] : []))
      .reduce<number[]>((longest, each) => (each.length > longest.length ? each : longest), []);
    best.push([...before, value]);
  }
  return new Set(
    best.reduce<number[]>((longest, each) => (each.length > longest.length ? each : longest), []),
  );
}
