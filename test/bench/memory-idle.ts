import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildStale } from '../../build/build.ts';
import { sampleModels, startLmStudio, startOllama } from '../fake-servers/index.ts';
import { median, printTable, ratio } from './measure.ts';

/**
 * What the app costs while nobody looks: resident memory and CPU of the headless host with two servers in its list,
 * against bare Node that waits, over the same seconds.
 */
const seconds = process.argv.includes('--quick') ? 20 : 120;
await buildStale({ quiet: true });
const entry = fileURLToPath(new URL('../../dist/main/headless.js', import.meta.url));
const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-bench-'));
const servers = [
  await startLmStudio({ models: Object.values(sampleModels) }),
  await startOllama({ models: Object.values(sampleModels) }),
];

const bare = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
const host = await startHost();
await new Promise((resolve) => setTimeout(resolve, 8_000));
const before = [cpuSeconds(bare), cpuSeconds(host)];
const memory = { bare: [] as number[], host: [] as number[] };
for (let passed = 0; passed < seconds; passed += 1) {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  memory.bare.push(residentBytes(bare));
  memory.host.push(residentBytes(host));
}
const used = [cpuSeconds(bare) - (before[0] ?? 0), cpuSeconds(host) - (before[1] ?? 0)];

const megabytes = (bytes: number) => `${(bytes / 1_048_576).toFixed(1)} MB`;
const share = (cpu: number) => `${((cpu / seconds) * 100).toFixed(2)} %`;
printTable(
  ['idle', 'resident memory (median)', 'against bare Node', 'CPU share'],
  [
    ['bare Node', megabytes(median(memory.bare)), '1', share(used[0] ?? 0)],
    [
      'headless host, two servers, no window',
      megabytes(median(memory.host)),
      ratio(median(memory.host), median(memory.bare)),
      share(used[1] ?? 0),
    ],
  ],
);
console.log(`\n(${seconds} s, after 8 s to settle)`);
bare.kill();
host.kill();
for (const server of servers) await server.stop();
rmSync(home, { recursive: true, force: true });
process.exit(0);

async function startHost(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [entry, '--json'], {
    env: {
      PATH: process.env.PATH,
      HOME: home,
      PILOTLIGHT_DATA: path.join(home, 'data'),
      PILOTLIGHT_SCAN_PORTS: servers.map(({ port }) => port).join(','),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const _ready of createInterface({ input: child.stdout })) break;
  return child;
}

function residentBytes({ pid }: ChildProcess): number {
  if (process.platform === 'linux') {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes) * 1_024;
  }
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1_024;
}

function cpuSeconds({ pid }: ChildProcess): number {
  if (process.platform === 'linux') {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const ticksPerSecond = 100;
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  }
  const parts = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' })
    .trim()
    .split(/[:-]/);
  return parts.map(Number).reduce((sum, part) => sum * 60 + part, 0);
}
