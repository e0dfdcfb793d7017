import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

/** Looks at the sockets of the running headless host, as the system sees them. */

const entry = fileURLToPath(new URL('../../../electron/headless.ts', import.meta.url));
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const clean of cleanUps.splice(0).reverse()) clean();
});

async function startHost() {
  const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-listening-'));
  cleanUps.push(() => rmSync(home, { recursive: true, force: true }));
  const child = spawn(process.execPath, [entry, '--json'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      PILOTLIGHT_DATA: path.join(home, 'data'),
      PILOTLIGHT_SCAN_PORTS: '',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  cleanUps.push(() => void child.kill('SIGKILL'));
  let url = '';
  for await (const line of createInterface({ input: child.stdout })) {
    url = (JSON.parse(line) as { url: string }).url;
    break;
  }
  return { child, url, port: Number(new URL(url).port), pid: child.pid ?? 0 };
}

/** "address:port" of everything the process listens on. */
function listeningOf(pid: number): string[] {
  if (process.platform === 'linux') return [...linuxListening(pid, 'tcp'), ...linuxListening(pid, 'tcp6')];
  if (process.platform === 'win32') {
    const rows = execFileSync('netstat', ['-ano', '-p', 'TCP'], { encoding: 'utf8' }).split('\n');
    const ours = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[4] === String(pid));
    return ours.filter((row) => row[3] === 'LISTENING').map((row) => row[1] ?? '');
  }
  const lsof = ['-nP', '-iTCP', '-sTCP:LISTEN', '-a', '-p', String(pid), '-Fn'];
  const lines = execFileSync('lsof', lsof, { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.startsWith('n')).map((line) => line.slice(1));
}

function linuxListening(pid: number, table: 'tcp' | 'tcp6'): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? '';
      } catch {
        return '';
      }
    }),
  );
  const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
    if (state !== '0A' || local === undefined || !inodes.has(inode ?? 'none')) return [];
    const [address = '', port = ''] = local.split(':');
    return [`${hostOf(address)}:${Number.parseInt(port, 16)}`];
  });
}

/** IPv4 addresses stand there as one number of the machine's byte order. */
function hostOf(hex: string): string {
  if (hex.length !== 8) return `[${hex}]`;
  return [6, 4, 2, 0].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join('.');
}

test('the host listens on one port of the loopback address and nowhere else', async () => {
  const { pid, port } = await startHost();
  expect(listeningOf(pid)).toEqual([`127.0.0.1:${port}`]);
});

test('the host goes on when nobody reads what it says any more', async () => {
  const { child, url } = await startHost();
  child.stdout.destroy();
  child.stderr.destroy();
  const { origin } = new URL(url);
  // Each refusal writes a line for which there is no reader.
  for (let i = 0; i < 20; i += 1) {
    const answer = await fetch(`${origin}/session`, { method: 'POST', body: 'wrong', headers: { origin } });
    expect(answer.status).toBe(401);
  }
  expect(child.exitCode).toBeNull();
});
