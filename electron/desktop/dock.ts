import { app as electronApp } from 'electron';

/**
 * In the Dock only while the main window is open. Showing takes a moment, and hiding in the middle of it leaves two
 * icons behind: one change after the other, and only the last wish counts.
 */
export function createDock(): (visible: boolean) => void {
  const { dock } = electronApp;
  if (dock === undefined) return () => undefined;
  let shown = dock.isVisible();
  let wanted = shown;
  let changing = false;

  async function change(): Promise<void> {
    if (changing || dock === undefined) return;
    changing = true;
    while (shown !== wanted) {
      shown = wanted;
      if (shown) await dock.show();
      else dock.hide();
    }
    changing = false;
  }

  function want(visible: boolean): void {
    wanted = visible;
    void change();
  }

  // A packaged app starts without (LSUIElement), one from its sources with an icon.
  want(false);
  return want;
}
