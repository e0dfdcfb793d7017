/** The processes of this machine, to see that none is left behind. */
import { execFileSync } from 'node:child_process';

const listings: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
  win32: [
    'powershell',
    [
      '-Command',
      'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId)" }',
    ],
  ],
};

function all(): { pid: number; parent: number }[] {
  const [command, args] = listings[process.platform] ?? ['ps', ['-A', '-o', 'pid=,ppid=,stat=']];
  const lines = execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n');
  const fields = lines.map((line) => line.trim().split(/\s+/));
  // A zombie has ended; only its parent has not looked yet.
  const running = fields.filter(([, , state]) => !state?.startsWith('Z'));
  return running.map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

export function descendantsOf(pid: number): number[] {
  const listed = all();
  const below = (parent: number): number[] =>
    listed.filter((one) => one.parent === parent).flatMap((one) => [one.pid, ...below(one.pid)]);
  return below(pid);
}

export function areRunning(pids: number[]): number[] {
  const listed = new Set(all().map(({ pid }) => pid));
  return pids.filter((pid) => listed.has(pid));
}
