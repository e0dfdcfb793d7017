/** Work that is not saved yet, by name: while there is any, closing the window or quitting asks first. */
const unsaved = new Set<string>();

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export function setUnsaved(name: string, isUnsaved: boolean): void {
  const before = unsaved.size;
  if (isUnsaved) unsaved.add(name);
  else unsaved.delete(name);
  if (before === 0 && unsaved.size > 0) window.addEventListener('beforeunload', ask);
  if (before > 0 && unsaved.size === 0) window.removeEventListener('beforeunload', ask);
}
