import { EventEmitter } from 'node:events';
import { asElectron } from './faithful.ts';
import { roleLabel, runRole } from './menu-roles.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

export type MenuItemView = {
  id: string | null;
  label: string;
  type: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  accelerator: string | null;
  role: string | null;
  sublabel: string;
  toolTip: string;
  submenu: MenuItemView[] | null;
};

/** An id, or the labels from the top menu down. */
export type MenuItemAddress = string | string[];

let lastCommandId = 0;

export class MenuItem {
  id: string;
  label: string;
  type: Electron.MenuItem['type'];
  role?: Exclude<Electron.MenuItem['role'], undefined>;
  accelerator: string | null;
  accessibilityLabel: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  registerAccelerator: boolean;
  readonly commandId: number;
  icon?: Electron.NativeImage | string;
  submenu?: Electron.Menu;
  // biome-ignore lint/complexity/noBannedTypes: Electron's own type for it.
  click: Function;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const submenu = Array.isArray(options.submenu)
      ? Menu.buildFromTemplate(options.submenu)
      : options.submenu;
    this.id = options.id ?? '';
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.label = options.label ?? roleLabel(options.role);
    this.accelerator = options.accelerator ?? null;
    this.accessibilityLabel = options.accessibilityLabel ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.commandId = ++lastCommandId;
    if (options.icon !== undefined) this.icon = options.icon;
    if (options.role !== undefined) this.role = asElectron(options.role);
    if (submenu) this.submenu = submenu;
    this.click = (event: Electron.KeyboardEvent, window?: Electron.BaseWindow) => {
      if (options.role && !options.click) return runRole(options.role);
      options.click?.(asElectron(this), window, event);
    };
  }
}

let applicationMenu: Menu | null = null;
const openPopups = new Set<Menu>();

export class Menu extends EventEmitter {
  items: Electron.MenuItem[] = [];

  static buildFromTemplate(
    template: Array<Electron.MenuItemConstructorOptions | Electron.MenuItem>,
  ): Electron.Menu {
    const menu = new Menu();
    for (const one of template) {
      const item: object = one instanceof MenuItem ? one : new MenuItem(asElectron(one));
      menu.append(asElectron(item));
    }
    return asElectron(menu);
  }

  static getApplicationMenu(): Electron.Menu | null {
    return asElectron(applicationMenu);
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    applicationMenu = asElectron(menu);
  }

  append(menuItem: Electron.MenuItem): void {
    this.items.push(menuItem);
  }

  insert(pos: number, menuItem: Electron.MenuItem): void {
    this.items.splice(pos, 0, menuItem);
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(options?: Electron.PopupOptions): void {
    openPopups.add(this);
    this.emit('menu-will-show', {});
    this.once('menu-will-close', () => options?.callback?.());
  }

  closePopup(): void {
    if (openPopups.delete(this)) this.emit('menu-will-close', {});
  }
}

refuseUnknownOfClass('MenuItem', MenuItem);
refuseUnknownOfClass('Menu', Menu);

export function viewMenu(menu: Electron.Menu | Menu | null): MenuItemView[] | null {
  if (!menu) return null;
  return menu.items.map((item) => ({
    id: item.id || null,
    label: item.label,
    type: item.type,
    enabled: item.enabled,
    visible: item.visible,
    checked: item.checked,
    accelerator: item.accelerator,
    role: item.role ?? null,
    sublabel: item.sublabel,
    toolTip: item.toolTip,
    submenu: item.submenu ? viewMenu(item.submenu) : null,
  }));
}

function findItem(menu: Electron.Menu | Menu, address: MenuItemAddress): Electron.MenuItem | null {
  if (typeof address === 'string') return menu.getMenuItemById(address) ?? findItem(menu, [address]);
  const [label, ...rest] = address;
  const item = menu.items.find((one) => one.label === label) ?? null;
  if (rest.length === 0) return item;
  return item?.submenu ? findItem(item.submenu, rest) : null;
}

function labelsOf(menu: Electron.Menu | Menu): string {
  return menu.items.map((item) => (item.id ? `${item.label} (${item.id})` : item.label)).join(' | ');
}

function tick(menu: Electron.Menu | Menu, item: Electron.MenuItem): void {
  if (item.type === 'checkbox') item.checked = !item.checked;
  if (item.type !== 'radio') return;
  for (const other of menu.items) if (other.type === 'radio') other.checked = other === item;
}

function menuHolding(menu: Electron.Menu | Menu, item: Electron.MenuItem): Electron.Menu | Menu | null {
  if (menu.items.includes(item)) return menu;
  for (const { submenu } of menu.items) {
    const found = submenu ? menuHolding(submenu, item) : null;
    if (found) return found;
  }
  return null;
}

/** What a person's click does: ticks the item and runs its handler; a disabled item cannot be clicked. */
export function clickMenuItem(menu: Electron.Menu | Menu | null, address: MenuItemAddress): void {
  if (!menu) throw new Error('electron stand-in: there is no menu to click in');
  const item = findItem(menu, address);
  if (!item)
    throw new Error(`electron stand-in: no menu item ${JSON.stringify(address)} in: ${labelsOf(menu)}`);
  if (!item.enabled || !item.visible) {
    throw new Error(
      `electron stand-in: menu item "${item.label}" is ${item.enabled ? 'hidden' : 'disabled'}`,
    );
  }
  tick(menuHolding(menu, item) ?? menu, item);
  item.click({ triggeredByAccelerator: false }, undefined);
}

/** The menu opened last and still open. */
export function openPopup(): Menu | null {
  return [...openPopups].at(-1) ?? null;
}

export function clickInPopup(address: MenuItemAddress): void {
  const menu = openPopup();
  clickMenuItem(menu, address);
  menu?.closePopup();
}
