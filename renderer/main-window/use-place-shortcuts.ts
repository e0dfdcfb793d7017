import { useEffect } from 'react';
import { places } from '../../shared/contract/app-commands.ts';
import { useAppStore } from '../state/store-context.ts';

/** ⌘1 to ⌘6 (Ctrl elsewhere) open the places; ⌘, the settings. */
export function usePlaceShortcuts(): void {
  const { actions } = useAppStore();
  useEffect(() => {
    const follow = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      const place = event.key === ',' ? 'settings' : places[Number(event.key) - 1];
      if (place === undefined) return;
      event.preventDefault();
      actions.goTo(place);
    };
    window.addEventListener('keydown', follow);
    return () => window.removeEventListener('keydown', follow);
  }, [actions]);
}
