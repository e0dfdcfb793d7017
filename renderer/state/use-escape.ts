import { useEffect, useEffectEvent } from 'react';

/** Escape, unless a dialog or a menu on top of the page is there to take it. */
export function useEscape(run: () => void): void {
  const onEscape = useEffectEvent(run);
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      const hasOverlay = document.querySelector(
        '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]',
      );
      if (event.key === 'Escape' && !event.defaultPrevented && hasOverlay === null) onEscape();
    };
    window.addEventListener('keydown', follow);
    return () => window.removeEventListener('keydown', follow);
  }, []);
}
