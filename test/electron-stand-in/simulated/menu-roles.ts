import { notSimulated } from './refuse-unknown.ts';

type Role = NonNullable<Electron.MenuItemConstructorOptions['role']>;

const effects = new Map<Role, () => void>();

/** Roles that only mean something in a real window system: clicking them does nothing here. */
const withoutEffect: ReadonlySet<Role> = new Set<Role>([
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'pasteAndMatchStyle',
  'delete',
  'selectAll',
  'hide',
  'hideOthers',
  'unhide',
  'front',
  'zoom',
  'about',
  'services',
]);

/** Windows and the app say what their roles do; the menu itself knows neither. */
export function onRole(role: Role, effect: () => void): void {
  effects.set(role, effect);
}

export function runRole(role: Role): void {
  const effect = effects.get(role);
  if (effect) effect();
  else if (!withoutEffect.has(role)) throw notSimulated(`the menu role "${role}"`);
}

/** "selectAll" becomes "Select All": Electron's own labels differ a little by platform. */
export function roleLabel(role: Role | undefined): string {
  if (!role) return '';
  const words = role.replace(/([a-z])([A-Z])/g, '$1 $2');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
