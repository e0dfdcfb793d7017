import { readFileSync } from 'node:fs';
import JSON5 from 'json5';
import { type Edit, edit, parse } from '../../electron/core/gateway/json5-document.ts';

/*
 * How long parse, and parse + one checked edit, take against JSON5.parse of the same text in the same run:
 * node test/bench/json5-edit.ts
 * One edit includes the proof: json5 reads the result once, our parser twice, and the values are compared.
 */

const config = readFileSync(new URL('../fixtures/config/many-shapes.json5', import.meta.url), 'utf8');

type Size = { name: string; chars: number; rounds: number };

const sizes: readonly Size[] = [
  { name: '10 kB', chars: 10_000, rounds: 60 },
  { name: '1 MB', chars: 1_000_000, rounds: 9 },
  { name: '10 MB', chars: 10_000_000, rounds: 5 },
];

/** Many copies of a real config in one list. */
function documentOf(chars: number): { text: string; copies: number } {
  const copies = Math.max(1, Math.round(chars / config.length));
  return { text: `[\n${`${config.trim()},\n`.repeat(copies)}]\n`, copies };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function measure({ name, chars, rounds }: Size): void {
  const { text, copies } = documentOf(chars);
  const fallbacks = [copies >> 1, 'agents', 'defaults', 'model', 'fallbacks'];
  const swap: Edit = { op: 'move', path: fallbacks, from: 0, to: 1 };
  const times = { json5: [] as number[], parse: [] as number[], edit: [] as number[] };
  // One after the other in each round, so that a busy machine slows all three alike.
  for (let round = -2; round < rounds; round++) {
    const json5 = timeOf(() => JSON5.parse(text));
    const ours = timeOf(() => parse(text));
    const edited = timeOf(() => edit(text, [swap]));
    if (round < 0) continue;
    times.json5.push(json5);
    times.parse.push(ours);
    times.edit.push(edited);
  }
  const base = median(times.json5);
  const line = (label: string, values: readonly number[]) =>
    `${label} ${median(values).toFixed(2)} ms (${(median(values) / base).toFixed(2)} x)`;
  console.log(
    `${name.padEnd(6)} JSON5.parse ${base.toFixed(2)} ms | ${line('parse', times.parse)} | ${line('parse + one edit, checked', times.edit)}`,
  );
}

for (const size of sizes) measure(size);
