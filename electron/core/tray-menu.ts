import { type ChainView, shownName } from '../../shared/chain.ts';
import { coldModels } from '../../shared/cold-models.ts';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { headlineOf } from '../../shared/headline.ts';
import type { Translator } from '../../shared/messages/index.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { pauseHours } from '../../shared/warmth.ts';
import { serverRows } from './tray-servers.ts';

/** The native menu as data: everything the panel can do, in rows with ids that stay and verbs to carry out. */

export type TrayVerb =
  | { is: 'load' | 'reload' | 'unload'; serverId: string; modelId: string }
  | { is: 'cancel'; serverId: string; actionId: string }
  | { is: 'keep-warm'; serverId: string; modelId: string; keep: boolean }
  | { is: 'keep-warm-again'; serverId: string; modelId: string }
  | { is: 'ask-server'; serverId: string }
  | { is: 'reload-cold' }
  | { is: 'open'; place: PlaceName | null }
  | { is: 'check-everything' }
  | { is: 'pause'; hours: number | null }
  | { is: 'end-stand-in' }
  | { is: 'install-update' }
  | { is: DeveloperVerb }
  | { is: 'quit' };

export const developerVerbs = [
  'open-logs',
  'copy-diagnostics',
  'reload-windows',
  'developer-tools',
  'reset-settings',
] as const;
export type DeveloperVerb = (typeof developerVerbs)[number];

export type TrayRow =
  | { row: 'separator'; id: string }
  | { row: 'text'; id: string; label: string }
  | { row: 'submenu'; id: string; label: string; rows: TrayRow[] }
  | {
      row: 'item';
      id: string;
      label: string;
      does: TrayVerb;
      enabled: boolean;
      /** null: nothing to tick. */
      checked: boolean | null;
      /** In Electron's words; null: none. */
      key: string | null;
    };

const longestLabel = 90;
const mostLinks = 20;

export function trayMenu(snapshot: Snapshot, chain: ChainView | null, words: Translator): TrayRow[] {
  const { t } = words;
  return [
    text('headline', words.say(headlineOf(snapshot, chain))),
    ...standInRows(snapshot, words),
    separator('servers'),
    ...coldRow(snapshot, words),
    ...serverRows(snapshot, words),
    separator('chain'),
    ...chainRow(chain, words),
    item('open', t('tray.open'), { is: 'open', place: null }, { key: 'CommandOrControl+O' }),
    item('check-everything', t('tray.checkEverything'), { is: 'check-everything' }),
    ...pauseRows(snapshot, words),
    separator('app'),
    ...updateRow(snapshot, words),
    item('settings', t('tray.settings'), { is: 'open', place: 'settings' }, { key: 'CommandOrControl+,' }),
    submenu(
      'developer',
      t('tray.developer'),
      developerVerbs.map((verb) => item(verb, t(`tray.developer.${verb}`), { is: verb })),
    ),
    item('quit', t('tray.quit'), { is: 'quit' }, { key: 'CommandOrControl+Q' }),
  ];
}

function standInRows({ standIn }: Snapshot, { t }: Translator): TrayRow[] {
  if (standIn === null) return [];
  return [
    text('stand-in', t('panel.standIn', { ref: standIn.ref, insteadOf: standIn.insteadOf })),
    text('stand-in-why', t(`chain.standIn.${standIn.reason}`, { primary: standIn.insteadOf })),
    item('end-stand-in', t('panel.standIn.end'), { is: 'end-stand-in' }),
  ];
}

function coldRow(snapshot: Snapshot, { t }: Translator): TrayRow[] {
  const count = coldModels(snapshot).length;
  return count === 0 ? [] : [item('reload-cold', t('tray.reloadCold', { count }), { is: 'reload-cold' })];
}

function chainRow(chain: ChainView | null, { t, say }: Translator): TrayRow[] {
  if (chain === null || chain.links.length === 0) return [];
  const rows = chain.links.slice(0, mostLinks).map((link) =>
    item(
      `link-${link.index}`,
      t('tray.link', {
        number: link.index + 1,
        link: shownName(link),
        state: say(link.state.sentence),
      }),
      { is: 'open', place: 'chain' },
    ),
  );
  const more = chain.links.length - rows.length;
  return [
    submenu('chain', t('tray.chain'), [
      ...rows,
      ...(more > 0 ? [text('more-links', t('tray.moreLinks', { count: more }))] : []),
      separator('edit-order'),
      item('edit-order', t('tray.editOrder'), { is: 'open', place: 'chain' }),
    ]),
  ];
}

function pauseRows({ warmth, settings }: Snapshot, { t }: Translator): TrayRow[] {
  if (warmth.pausedUntil !== null) {
    return [
      text('paused', t('panel.paused', { at: warmth.pausedUntil })),
      item('resume', t('panel.resume'), { is: 'pause', hours: null }),
    ];
  }
  const keepsAny =
    settings.keepWarm.chainByDefault || warmth.models.some(({ policy }) => policy.mode !== 'off');
  if (!keepsAny) return [];
  const rows = pauseHours.map((hours) =>
    item(`pause-${hours}`, t('tray.pauseFor', { count: hours }), { is: 'pause', hours }),
  );
  return [submenu('pause', t('tray.pause'), rows)];
}

function updateRow({ app }: Snapshot, { t }: Translator): TrayRow[] {
  if (app.update === null || !app.update.ready) return [];
  const label = t('tray.installUpdate', { version: app.update.version });
  return [item('install-update', label, { is: 'install-update' })];
}

export function item(
  id: string,
  label: string,
  does: TrayVerb,
  more: { enabled?: boolean; checked?: boolean; key?: string } = {},
): TrayRow {
  const { enabled = true, checked = null, key = null } = more;
  return { row: 'item', id, label: short(label), does, enabled, checked, key };
}

export function text(id: string, label: string): TrayRow {
  return { row: 'text', id, label: short(label) };
}

export function submenu(id: string, label: string, rows: TrayRow[]): TrayRow {
  return { row: 'submenu', id, label: short(label), rows };
}

export function separator(before: string): TrayRow {
  return { row: 'separator', id: `before-${before}` };
}

/** Names come from servers and files: one line, and no longer than a menu bears. */
function short(label: string): string {
  const line = label.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length <= longestLabel ? line : `${line.slice(0, longestLabel - 1)}…`;
}
