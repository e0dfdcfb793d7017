import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDemoProcess, type DemoProcess } from '../../electron/adapters/demo-process.ts';
import { systemClock } from '../../electron/adapters/system-clock.ts';
import { createFakeClock } from '../fakes/fake-clock.ts';

/** Another start of the program, played by small scripts: ready, silent, broken, stubborn. */

let folder: string;
let demo: DemoProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-demo-process-'));
});
afterEach(async () => {
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function demoOf(script: string, clock = systemClock as Parameters<typeof createDemoProcess>[1]) {
  const file = path.join(folder, 'program.mjs');
  writeFileSync(file, script);
  demo = createDemoProcess({ command: process.execPath, args: [file] }, clock);
  return demo;
}

const host = `
  import { createInterface } from 'node:readline';
  import { appendFileSync } from 'node:fs';
  const note = (text) => appendFileSync(${JSON.stringify('NOTES')}, text + '\\n');
  note('start ' + process.argv.slice(2).join(' '));
  let links = 0;
  const say = () => console.log(JSON.stringify({ ready: true, url: 'http://127.0.0.1:9/#' + ++links }));
  console.log('a word before, and a line that is {no JSON');
  say();
  createInterface({ input: process.stdin }).on('line', say).on('close', () => { note('end'); process.exit(0); });
  process.on('SIGTERM', () => undefined);
`;
const hostScript = () => host.replace('"NOTES"', JSON.stringify(path.join(folder, 'notes')));
const notes = () => readFileSync(path.join(folder, 'notes'), 'utf8').trim().split('\n');

test('is started once as the demo, gives a link of its own to each who asks, and ends with us', async () => {
  const process = demoOf(hostScript());
  expect(await process.start()).toEqual({ ok: true, value: { url: 'http://127.0.0.1:9/#1' } });
  expect(await process.start()).toEqual({ ok: true, value: { url: 'http://127.0.0.1:9/#2' } });
  await process.stop();
  expect(notes()).toEqual(['start --demo --json', 'end']);
  expect(await process.start()).toEqual({ ok: true, value: { url: 'http://127.0.0.1:9/#1' } });
});

test('one with a window of its own has no link, and is left alone when it is asked for again', async () => {
  const clock = createFakeClock();
  const process = demoOf(`console.log('{"ready":true,"pid":1}'); setInterval(() => 0, 1000);`, clock);
  expect(await process.start()).toEqual({ ok: true, value: { url: null } });
  expect(await process.start()).toEqual({ ok: true, value: { url: null } });
  expect(clock.pendingTimers()).toBe(0);
});

test('one that ends before it is ready says why, and can be started again', async () => {
  const process = demoOf(`console.error('no display here'); process.exitCode = 3;`);
  for (let time = 0; time < 2; time += 1) {
    expect(await process.start()).toEqual({
      ok: false,
      failure: { code: 'demo-failed', detail: 'It ended (exit code 3).\nno display here' },
    });
  }
});

test('a program that is not there is told', async () => {
  demo = createDemoProcess({ command: path.join(folder, 'nobody'), args: [] }, systemClock);
  expect(await demo.start()).toMatchObject({
    ok: false,
    failure: { code: 'demo-failed', detail: expect.stringContaining('ENOENT') },
  });
});

test('one that never says it is ready is ended', async () => {
  const clock = createFakeClock();
  const process = demoOf(`process.on('SIGTERM', () => 0); setInterval(() => 0, 1000);`, clock);
  const started = process.start();
  await clock.advance(30_000);
  expect(await started).toMatchObject({
    ok: false,
    failure: { code: 'demo-failed', detail: 'It was not ready after 30 s.' },
  });
  await process.stop();
  expect(clock.pendingTimers()).toBe(0);
});

test('one that does not end when asked is ended', async () => {
  const clock = createFakeClock();
  const process = demoOf(
    `process.on('SIGTERM', () => 0); setInterval(() => 0, 1000); console.log('{"ready":true}');`,
    clock,
  );
  await process.start();
  const stopped = process.stop();
  await clock.advance(5_000);
  await stopped;
  expect(clock.pendingTimers()).toBe(0);
});
