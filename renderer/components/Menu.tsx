import Check from 'lucide-react/icons/check';
import type { ReactElement } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './overlay.module.css';

export type MenuEntry =
  | { is: 'separator'; id: string }
  | {
      is: 'item';
      id: string;
      text: string;
      /** Why it can't be done, or what it will do. */
      description?: string;
      checked?: boolean;
      danger?: boolean;
      disabled?: boolean;
      run: () => void;
    };

/** A menu that opens from the button given as child. */
export function Menu({
  name,
  entries,
  children,
}: {
  name: string;
  entries: MenuEntry[];
  children: ReactElement;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover className={cx(styles.popover)} offset={4}>
        <AriaMenu aria-label={name} className={cx(styles.list)}>
          <MenuEntries entries={entries} />
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export function MenuEntries({ entries }: { entries: MenuEntry[] }) {
  return entries.map((entry) =>
    entry.is === 'separator' ? (
      <Separator key={entry.id} id={entry.id} className={cx(styles.separator)} />
    ) : (
      <Item key={entry.id} entry={entry} />
    ),
  );
}

function Item({ entry }: { entry: Extract<MenuEntry, { is: 'item' }> }) {
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.text}
      isDisabled={entry.disabled === true}
      onAction={entry.run}
      className={cx(styles.item, entry.danger === true && styles.danger)}
    >
      {entry.checked === true ? <Icon of={Check} size={14} /> : null}
      <span className={cx(styles.words)}>
        {entry.text}
        {entry.description === undefined ? null : (
          <span className={cx(styles.description)}>{entry.description}</span>
        )}
      </span>
    </MenuItem>
  );
}
