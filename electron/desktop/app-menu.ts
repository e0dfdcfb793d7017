import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import { places } from '../../shared/contract/app-commands.ts';
import type { Words } from './words.ts';

/** The menu bar of macOS, without which copy and paste have no keys there. Elsewhere windows have no menu. */
export function followAppMenu({
  words,
  platform,
  open,
}: {
  words: Words;
  platform: string;
  open(place: PlaceName | null): void;
}): void {
  if (platform !== 'darwin') {
    Menu.setApplicationMenu(null);
    return;
  }
  const apply = () => Menu.setApplicationMenu(Menu.buildFromTemplate(template(words, open)));
  words.onChange(apply);
  apply();
}

function template(words: Words, open: (place: PlaceName | null) => void): MenuItemConstructorOptions[] {
  const { t } = words.current();
  return [
    {
      label: t('app.name'),
      submenu: [
        { role: 'about', label: t('appMenu.about') },
        { type: 'separator' },
        {
          id: 'settings',
          label: t('tray.settings'),
          accelerator: 'CommandOrControl+,',
          click: () => open('settings'),
        },
        { type: 'separator' },
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        { type: 'separator' },
        { role: 'quit', label: t('tray.quit') },
      ],
    },
    {
      label: t('appMenu.edit'),
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: t('appMenu.view'),
      submenu: [
        ...places.map((place) => ({
          id: `place-${place}`,
          label: t(`place.${place}`),
          click: () => open(place),
        })),
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    {
      label: t('appMenu.window'),
      submenu: [
        { role: 'close' },
        { role: 'minimize' },
        { role: 'zoom' },
        { type: 'separator' },
        { role: 'front' },
      ],
    },
  ];
}
