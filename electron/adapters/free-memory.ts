import { access, readFile } from 'node:fs/promises';
import os from 'node:os';
import type { Processes } from '../core/ports.ts';

/** What the machine can still give a model without swapping, and where else a model may lie. */
export function createMemoryFacts(
  platform: string,
  run: Processes['run'],
): Pick<Processes, 'freeMemory' | 'mayHaveGraphicsMemory'> {
  return {
    async freeMemory() {
      switch (platform) {
        case 'darwin':
          return freeOnMac(run);
        case 'linux':
          return freeOnLinux();
        default:
          return os.freemem();
      }
    },
    async mayHaveGraphicsMemory() {
      switch (platform) {
        case 'darwin':
          return false;
        case 'linux':
          return (await Promise.all(graphicsDevices.map(exists))).includes(true);
        default:
          return true;
      }
    },
  };
}

/** A Mac keeps its memory full of files it read: Node's figure is the truly empty pages, a few hundred MB on any day. */
async function freeOnMac(run: Processes['run']): Promise<number | null> {
  const told = await run('/usr/bin/vm_stat', [], { timeoutMs: 5_000, maxBytes: 20_000 });
  return told.ok ? freeFromVmStat(told.value.stdout) : null;
}

const givenBackAtOnce = ['free', 'inactive', 'speculative', 'purgeable'];

/** Bytes; null: not the output we know. */
export function freeFromVmStat(output: string): number | null {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(output)?.[1]);
  const pages = new Map(
    [...output.matchAll(/^Pages ([a-z ]+):\s+(\d+)\.?$/gm)].map(([, name, count]) => [name, Number(count)]),
  );
  if (!(pageBytes > 0) || !pages.has('free')) return null;
  return givenBackAtOnce.reduce((sum, name) => sum + (pages.get(name) ?? 0), 0) * pageBytes;
}

async function freeOnLinux(): Promise<number | null> {
  try {
    // MemFree leaves out what the system would give back at once.
    const available = /^MemAvailable:\s+(\d+) kB/m.exec(await readFile('/proc/meminfo', 'utf8'))?.[1];
    return available === undefined ? os.freemem() : Number(available) * 1024;
  } catch {
    return os.freemem();
  }
}

/** NVIDIA's driver, AMD's compute driver, any other card that can compute. */
const graphicsDevices = ['/dev/nvidia0', '/dev/kfd', '/dev/dri/renderD128'];

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
