/** Work that is not saved yet, by name: while there is any, closing the window or quitting asks first. */
const unsaved = new Set<string>();
const listeners = new Set<() => void>();

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function setUnsaved(name: string, isUnsaved: boolean): void {
  const before = unsaved.size;
  if (isUnsaved) unsaved.add(name);
  else unsaved.delete(name);
  if (before > 0 === unsaved.size > 0) return;
  if (before === 0) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
  for (const listener of [...listeners]) listener();
}

export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** When the first piece of unsaved work appears, and when the last is gone. */
export function onUnsavedChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
