import { useEffect } from 'react';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import { modelById } from '../display/model-display.ts';
import { useAppStore, useSnapshot } from '../state/store-context.ts';

/** The server a dialog is about; when it goes away meanwhile, the dialog does too. */
export function useDialogServer(serverId: string): ServerWithModels | null {
  const { actions } = useAppStore();
  const server = useSnapshot(({ servers }) => servers.find((each) => each.id === serverId) ?? null);
  useEffect(() => {
    if (server === null) actions.closeDialog();
  }, [server, actions]);
  return server;
}

export function useDialogModel(
  serverId: string,
  modelId: string,
): { server: ServerWithModels; model: Model } | null {
  const { actions } = useAppStore();
  const server = useSnapshot(({ servers }) => servers.find((each) => each.id === serverId) ?? null);
  const model = server === null ? null : (modelById(server, modelId) ?? null);
  useEffect(() => {
    if (model === null) actions.closeDialog();
  }, [model, actions]);
  return server === null || model === null ? null : { server, model };
}
