/** Which windows there are and which one has the keyboard; the app hears of both. */
import type { BrowserWindow } from './browser-window.ts';

const all = new Set<BrowserWindow>();
let focused: BrowserWindow | null = null;

export const windowListeners = {
  created: (_window: BrowserWindow) => {},
  focused: (_window: BrowserWindow) => {},
  blurred: (_window: BrowserWindow) => {},
  closed: (_remaining: number) => {},
};

export function windows(): BrowserWindow[] {
  return [...all];
}

export function focusedWindow(): BrowserWindow | null {
  return focused;
}

export function rememberWindow(window: BrowserWindow): void {
  all.add(window);
  windowListeners.created(window);
}

export function forgetWindow(window: BrowserWindow): void {
  all.delete(window);
  window.emit('closed');
  windowListeners.closed(all.size);
}

/** Giving one window the keyboard takes it from the other, which hears of it first. */
export function focusWindow(window: BrowserWindow): void {
  if (focused === window) return;
  if (focused) unfocusWindow(focused);
  focused = window;
  window.emit('focus');
  windowListeners.focused(window);
}

export function unfocusWindow(window: BrowserWindow): void {
  if (focused !== window) return;
  focused = null;
  window.emit('blur');
  windowListeners.blurred(window);
}
