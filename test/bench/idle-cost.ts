import { type ChildProcess, fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStale } from '../../build/build.ts';
import { launchStandIn } from '../electron-stand-in/driver.ts';
import { sampleModels, startLlamaSwap, startLmStudio, startOllama } from '../fake-servers/index.ts';
import { median, printTable, ratio } from './measure.ts';

/**
 * What idling costs: CPU and memory of the headless host and of the desktop's main process (under the stand-in), each
 * with three simulated servers and no window, beside a bare Node process that holds the same three keep-alive
 * connections. All at the same time, for a minute; `npm run bench idle-cost -- --seconds=600` for ten.
 */
const wish = process.argv.find((each) => each.startsWith('--seconds='))?.split('=')[1];
const seconds = process.argv.includes('--quick') ? 15 : Number(wish ?? 60);
const settleSeconds = 15;
const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-idle-'));
type Usage = { cpu: NodeJS.CpuUsage; memory: NodeJS.MemoryUsage };
type Subject = { name: string; usage(): Promise<Usage>; stop(): Promise<unknown> };

await buildStale({ quiet: true });
// A build meanwhile must not pull the files from under what is measured.
const app = path.join(home, 'app');
cpSync(path.join(root, 'dist'), path.join(app, 'dist'), { recursive: true });
cpSync(path.join(root, 'package.json'), path.join(app, 'package.json'));
const models = [sampleModels.minimax, sampleModels.qwenCoder, sampleModels.qwen8b];
const servers = [
  await startLmStudio({ models }),
  await startOllama({ models }),
  await startLlamaSwap({ models }),
];
const reporter = path.join(home, 'reporter.mjs');
writeFileSync(
  reporter,
  `process.on('message', () => process.send({ cpu: process.cpuUsage(), memory: process.memoryUsage() }));
   process.channel?.unref();`,
);
const subjects = [await bareNode(), headlessHost(), await desktopMain()];

await wait(settleSeconds);
const before = await Promise.all(subjects.map((subject) => subject.usage()));
const asked = servers.map((server) => server.requests.length);
const startedAt = performance.now();
const memory = subjects.map((): number[] => []);
while (performance.now() - startedAt < seconds * 1_000) {
  await wait(Math.min(5, seconds));
  const now = await Promise.all(subjects.map((subject) => subject.usage()));
  for (const [index, usage] of now.entries()) memory[index]?.push(usage.memory.rss);
}
const tookMs = performance.now() - startedAt;
const after = await Promise.all(subjects.map((subject) => subject.usage()));

const cpuMs = subjects.map((_, index) => totalMs(after[index]) - totalMs(before[index]));
const resident = memory.map((values) => median(values));
printTable(
  [
    `idle for ${Math.round(tookMs / 1_000)} s, three servers, no window`,
    'share of one core',
    'against bare',
    'resident memory',
    'against bare',
  ],
  subjects.map(({ name }, index) => [
    name,
    `${(((cpuMs[index] ?? 0) / tookMs) * 100).toFixed(2)} %`,
    index === 0 ? '1' : ratio(cpuMs[index] ?? 0, Math.max(1, cpuMs[0] ?? 0)),
    `${Math.round((resident[index] ?? 0) / 1_048_576)} MB`,
    index === 0 ? '1' : ratio(resident[index] ?? 0, resident[0] ?? 1),
  ]),
);

const looks = servers.map((server, index) => server.requests.length - (asked[index] ?? 0));
console.log(`\nRequests the three servers answered meanwhile, from both hosts: ${looks.join(', ')}.`);

for (const subject of subjects) await subject.stop();
for (const server of servers) await server.stop();
rmSync(home, { recursive: true, force: true });
process.exit(0);

/** Three sockets with nothing to say, which is what a program that watches three servers can't do without. */
async function bareNode(): Promise<Subject> {
  const file = path.join(home, 'bare.mjs');
  writeFileSync(
    file,
    `import { connect } from 'node:net';
     function hold(port) {
       // Servers close what says nothing for long: it is opened again.
       connect({ port, host: '127.0.0.1', keepAlive: true })
         .on('error', () => {})
         .resume()
         .on('close', () => setTimeout(hold, 1_000, port));
     }
     for (const port of process.argv.slice(2)) hold(Number(port));`,
  );
  const ports = servers.map((server) => String(server.port));
  return forked('bare Node with the same three connections', file, ports, {});
}

function headlessHost(): Subject {
  const entry = path.join(app, 'dist/main/headless.js');
  return forked('headless host', entry, ['--json'], environmentIn('headless'));
}

async function desktopMain(): Promise<Subject> {
  const desktop = await launchStandIn({
    mainFile: path.join(app, 'dist/main/main.js'),
    args: ['--hidden'],
    env: { PATH: process.env.PATH, ...environmentIn('desktop') },
    userData: path.join(home, 'desktop'),
  });
  return {
    name: 'desktop’s main process, under the stand-in',
    usage: desktop.app.usage,
    stop: desktop.close,
  };
}

function environmentIn(name: string): Record<string, string> {
  return {
    HOME: path.join(home, name),
    PILOTLIGHT_DATA: path.join(home, name, 'data'),
    PILOTLIGHT_SCAN_PORTS: servers.map((server) => server.port).join(','),
  };
}

function forked(name: string, file: string, args: string[], env: Record<string, string>): Subject {
  const child = fork(file, args, {
    execArgv: ['--import', reporter],
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return {
    name,
    usage: () => ask(child),
    stop: async () => child.kill('SIGKILL'),
  };
}

function ask(child: ChildProcess): Promise<Usage> {
  return new Promise((resolve, reject) => {
    if (child.exitCode !== null) reject(new Error('The process that was measured has ended.'));
    child.once('message', (usage) => resolve(usage as Usage));
    child.send('usage');
  });
}

function totalMs(usage: Usage | undefined): number {
  return usage === undefined ? 0 : (usage.cpu.user + usage.cpu.system) / 1_000;
}

function wait(forSeconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, forSeconds * 1_000));
}
