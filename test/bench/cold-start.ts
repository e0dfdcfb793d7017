import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildStale } from '../../build/build.ts';
import { median, ms, printTable, ratio, timesOf } from './measure.ts';

/** From starting the headless host's process to its first snapshot being served, against bare `node -e 0`. */
await buildStale({ quiet: true });
const entry = fileURLToPath(new URL('../../dist/main/headless.js', import.meta.url));
const runs = 9;

const bare = await timesOf(runs, () => spawnSync(process.execPath, ['-e', '0']));
const served = await timesOf(runs, startAndAsk);

printTable(
  ['what', 'median', 'against bare Node'],
  [
    ['`node -e 0`', ms(median(bare)), '1'],
    [
      'headless host, process start to first snapshot served',
      ms(median(served)),
      ratio(median(served), median(bare)),
    ],
  ],
);

async function startAndAsk(): Promise<void> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-bench-'));
  const child = spawn(process.execPath, [entry, '--json'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      PILOTLIGHT_DATA: path.join(home, 'data'),
      PILOTLIGHT_SCAN_PORTS: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      await askForSnapshot((JSON.parse(line) as { url: string }).url);
      break;
    }
  } finally {
    child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  }
}

/** As the page does: token for a session, then the snapshot over the socket. */
async function askForSnapshot(url: string): Promise<void> {
  const { origin, hash } = new URL(url);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    body: hash.slice('#token='.length),
    headers: { origin },
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { WebSocket } = await import('ws');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, { headers: { cookie, origin } });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ id: 1, command: 'getSnapshot' })));
    socket.on('message', () => resolve());
    socket.on('error', reject);
  });
  socket.terminate();
}
