import type { MenuItemConstructorOptions } from 'electron';
import { assertNever } from '../../shared/assert-never.ts';
import type { TrayRow, TrayVerb } from '../core/tray-menu.ts';

/** Rows as Electron wants them; what a click does is handed on, not known here. */
export function menuTemplate(
  rows: readonly TrayRow[],
  run: (verb: TrayVerb) => void,
): MenuItemConstructorOptions[] {
  return rows.map((row): MenuItemConstructorOptions => {
    switch (row.row) {
      case 'separator':
        return { type: 'separator', id: row.id };
      case 'text':
        return { id: row.id, label: plainLabel(row.label), enabled: false };
      case 'submenu':
        return { id: row.id, label: plainLabel(row.label), submenu: menuTemplate(row.rows, run) };
      case 'item':
        return {
          id: row.id,
          label: plainLabel(row.label),
          enabled: row.enabled,
          ...(row.checked === null ? {} : { type: 'checkbox', checked: row.checked }),
          ...(row.key === null ? {} : { accelerator: row.key }),
          click: () => run(row.does),
        };
      default:
        return assertNever(row);
    }
  });
}

/** In a menu `&` underlines the next letter; a model's name means the sign itself. */
function plainLabel(label: string): string {
  return label.replaceAll('&', '&&');
}
