import { useMemo } from 'react';
import { createModelActions, type ModelActions } from './model-actions.ts';
import { useAppStore } from './store-context.ts';

export function useModelActions(): ModelActions {
  const store = useAppStore();
  return useMemo(() => createModelActions(store), [store]);
}
