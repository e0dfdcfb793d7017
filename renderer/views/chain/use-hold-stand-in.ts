import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useApi } from '../../state/store-context.ts';
import { useChainDraft } from './draft-store.ts';

/** Main holds the stand-in off for five minutes at a time. */
const againAfterMs = 2 * 60_000;

/** While there are unsaved changes of a chain, Pilotlight must not change it under the person's hands. */
export function useHoldStandIn(): void {
  const api = useApi();
  const isEditing = useStore(useChainDraft(), ({ edits }) => edits.length > 0);
  useEffect(() => {
    if (!isEditing) return;
    void api.holdStandIn();
    const timer = setInterval(() => void api.holdStandIn(), againAfterMs);
    return () => clearInterval(timer);
  }, [api, isEditing]);
}
