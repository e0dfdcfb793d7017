import { useEffect } from 'react';
import { hasUnsaved, onUnsavedChange } from '../components/unsaved.ts';
import { useApi } from '../state/store-context.ts';

/** Main holds the stand-in off for five minutes at a time. */
const againAfterMs = 2 * 60_000;

export type Repeat = (run: () => void, everyMs: number) => () => void;

/**
 * While anything of the config is changed and not saved, Pilotlight must not change it under the person's hands. Drafts
 * outlive the place they were made in, so this goes by them and not by what is on the screen.
 */
export function holdWhileUnsaved(hold: () => void, repeat: Repeat): () => void {
  let stopHolding: (() => void) | null = null;
  const look = (): void => {
    if (hasUnsaved() === (stopHolding !== null)) return;
    if (stopHolding !== null) {
      stopHolding();
      stopHolding = null;
      return;
    }
    hold();
    stopHolding = repeat(hold, againAfterMs);
  };
  look();
  const stopListening = onUnsavedChange(look);
  return () => {
    stopListening();
    stopHolding?.();
  };
}

export function useHoldStandIn(): void {
  const api = useApi();
  useEffect(() => holdWhileUnsaved(() => void api.holdStandIn(), everySoOften), [api]);
}

const everySoOften: Repeat = (run, everyMs) => {
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
};
