import path from 'node:path';

/** The whole texts a killed save may leave; a mixture of two, or a part of one, is none of them. */
const filler = 'x'.repeat(120);

export function textOf(file: string, round: number): string {
  const name = path.basename(file);
  const lines = Array.from(
    { length: 400 + (round % 7) * 100 },
    (_, n) => `  // ${name} ${round} line ${n} ${filler}`,
  );
  return `{\n${lines.join('\n')}\n  round: ${round},\n}\n`;
}

/** The round whose whole text this is; null: it is no whole text. */
export function roundOf(file: string, text: string): number | null {
  const round = Number(/\n {2}round: (\d+),\n}\n$/.exec(text)?.[1] ?? Number.NaN);
  return Number.isNaN(round) || text !== textOf(file, round) ? null : round;
}
