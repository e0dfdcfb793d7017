import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverAdapters } from '../electron/core/servers/registry.ts';
import type { ServerAdapter } from '../electron/core/servers/types.ts';
import { type Ability, type AbilityName, abilities } from '../shared/servers.ts';

/** `node build/capability-table.ts` prints what each kind of server can do; `--write` renews the copy. */

export const capabilitiesFile = fileURLToPath(
  new URL('../electron/core/servers/CAPABILITIES.md', import.meta.url),
);

type Why = Extract<Ability, { can: false }>['why'];

const columnTitles: Record<AbilityName, string> = {
  listState: 'tells state',
  load: 'load',
  loadWithContext: 'load with context',
  unload: 'unload',
  reload: 'reload',
  loadProgress: 'load progress',
  contextAllocated: 'real context',
  idleDeadline: 'idle deadline',
  busy: 'busy',
  events: 'event stream',
  freeNudge: 'free nudge',
  firstToken: 'time to first token',
};

const reasons: Record<Why, string> = {
  'no-such-call': 'no such call',
  'one-model-per-process': 'one model per process',
  'needs-newer-version': 'needs a newer version',
  'needs-admin-key': 'needs an admin key',
  'needs-dev-mode': 'needs dev mode',
  'needs-admin-option': 'needs an admin option',
  'proxy-only': 'proxy only',
  'not-told': 'not told',
  'unknown-server': 'unknown server',
  'never-unloads': 'never unloads',
  'costs-tokens': 'costs tokens',
};

export function capabilityTable(adapters: readonly ServerAdapter[] = serverAdapters): string {
  const titles = ['server', ...abilities.map((name) => columnTitles[name]), 'one nudge', 'looks closer'];
  return `# What each kind of server can do

Written by \`node build/capability-table.ts --write\` from the adapters. This is the best a kind can do: an old
version, a mode or a missing key may leave less, which the interface says for each server.

${row(titles)}
${row(titles.map(() => '---'))}
${adapters.map((adapter) => row(cellsOf(adapter))).join('\n')}
`;
}

function cellsOf(adapter: ServerAdapter): string[] {
  return [
    adapter.label,
    ...abilities.map((name) => cellOf(adapter.abilities[name])),
    nudgeCell(adapter),
    adapter.lookCloser === undefined ? '–' : 'yes',
  ];
}

function cellOf(ability: Ability): string {
  return ability.can ? '**yes**' : reasons[ability.why];
}

function nudgeCell({ nudge }: ServerAdapter): string {
  if (nudge === undefined) return '–';
  const tokens = nudge.tokens === 1 ? '1 token' : `${nudge.tokens} tokens`;
  return nudge.isRealRequest ? `${tokens}, a real request` : tokens;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

if (import.meta.main) {
  if (process.argv.includes('--write')) writeFileSync(capabilitiesFile, capabilityTable());
  else console.log(capabilityTable());
}
