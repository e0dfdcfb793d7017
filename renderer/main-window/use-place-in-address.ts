import { useEffect } from 'react';
import { hashOf, placeOf } from '../route.ts';
import { useApp, useAppStore } from '../state/store-context.ts';

/** The address names the place, so that a reload comes back to it and a link can lead to it. */
export function usePlaceInAddress(): void {
  const place = useApp((state) => state.place);
  const { actions } = useAppStore();
  useEffect(() => {
    if (placeOf(location.hash) !== place) history.replaceState(null, '', hashOf(place));
  }, [place]);
  useEffect(() => {
    const follow = () => {
      const named = placeOf(location.hash);
      if (named !== null) actions.goTo(named);
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [actions]);
}
