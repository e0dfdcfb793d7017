import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Adds up what the runners reported, for the last line of .ci/run. A step that failed counts as a failure of its own. */
const [folder = '', stepsPassed = '0', stepsFailed = '0'] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const total = { passed: Number(stepsPassed), failed: Number(stepsFailed), skipped: 0 };

for (const name of ['vitest.json', 'vitest-gateway.json']) {
  const report = read(path.join(folder, name));
  total.passed += report?.numPassedTests ?? 0;
  total.failed += report?.numFailedTests ?? 0;
  total.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
}
const stories = read(path.join(root, 'test-results', 'e2e.json'))?.stats;
total.passed += (stories?.expected ?? 0) + (stories?.flaky ?? 0);
total.failed += stories?.unexpected ?? 0;
total.skipped += stories?.skipped ?? 0;

console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);

type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  numPendingTests?: number;
  numTodoTests?: number;
  stats?: { expected: number; unexpected: number; flaky: number; skipped: number };
};

function read(file: string): Report | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null;
}
