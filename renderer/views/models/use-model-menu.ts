import type { Ability, Model, ServerWithModels } from '../../../shared/servers.ts';
import type { MenuEntry } from '../../components/Menu.tsx';
import { abilityWords } from '../../display/ability-words.ts';
import { modelById } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useApp, useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';

/** What can be done with a model. What its server cannot do is listed too, with the reason. */
export function useModelMenu(serverId: string, modelId: string): MenuEntry[] {
  const { t } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const { unload } = useModelActions();
  const server = useApp((state) => state.snapshot?.servers.find((each) => each.id === serverId));
  const model = server === undefined ? undefined : modelById(server, modelId);
  if (server === undefined || model === undefined) return [];

  const unable = (ability: Ability) => (ability.can ? {} : { description: t(abilityWords[ability.why]) });
  const { load, reload, unload: canUnload } = server.abilities;
  const isUsable = server.reachability.is === 'reachable' && !hasAction(server, modelId);
  const loaded = isInMemory(model);
  const entries: MenuEntry[] = [
    loaded
      ? {
          is: 'item',
          id: 'reload',
          text: t('models.reload'),
          disabled: !isUsable || !reload.can,
          ...unable(reload),
          run: () => actions.openDialog({ is: 'load', serverId, modelId, verb: 'reload' }),
        }
      : {
          is: 'item',
          id: 'load',
          text: t('models.load.more'),
          disabled: !isUsable || !load.can,
          ...unable(load),
          run: () => actions.openDialog({ is: 'load', serverId, modelId, verb: 'load' }),
        },
  ];
  if (loaded)
    entries.push({
      is: 'item',
      id: 'unload',
      text: t('models.unload'),
      disabled: !isUsable || !canUnload.can,
      ...unable(canUnload),
      run: () =>
        model.state.is === 'busy'
          ? actions.openDialog({ is: 'confirm-busy', serverId, modelId, verb: 'unload', context: null })
          : void unload(serverId, modelId),
    });
  return [
    ...entries,
    {
      is: 'item',
      id: 'warmth',
      text: t('models.keepWarm.more'),
      run: () => actions.openDialog({ is: 'warmth', serverId, modelId }),
    },
    { is: 'separator', id: 'after-verbs' },
    {
      is: 'item',
      id: 'details',
      text: t('models.showDetails'),
      run: () => actions.selectModel({ serverId, modelId }),
    },
    {
      is: 'item',
      id: 'copy',
      text: t('models.copyId'),
      run: () => void api.copyText({ text: modelId }),
    },
  ];
}

function isInMemory({ state }: Model): boolean {
  return state.is === 'loaded' || state.is === 'busy' || state.is === 'loading';
}

function hasAction(server: ServerWithModels, modelId: string): boolean {
  return server.actions.some((action) => action.modelId === modelId);
}
