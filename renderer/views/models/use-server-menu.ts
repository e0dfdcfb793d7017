import type { MenuEntry } from '../../components/Menu.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useApp, useAppStore } from '../../state/store-context.ts';
import { useModelActions } from '../../state/use-model-actions.ts';

export function useServerMenu(serverId: string): MenuEntry[] {
  const { t } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const { poll } = useModelActions();
  const server = useApp((state) => state.snapshot?.servers.find((each) => each.id === serverId));
  const hasConfig = useApp(({ snapshot }) => snapshot?.gateway.config.is === 'loaded');
  if (server === undefined) return [];
  const item = (id: string, text: string, run: () => void, danger = false): MenuEntry => ({
    is: 'item',
    id,
    text,
    run,
    danger,
  });
  const setUp = item('set-up', t('configView.provider.setUp'), () =>
    actions.openDialog({ is: 'set-up-provider', serverId, modelId: null }),
  );
  return [
    item('poll', t('models.server.poll'), () => void poll(serverId)),
    item('warmth', t('models.server.warmth'), () =>
      actions.openDialog({ is: 'warmth', serverId, modelId: null }),
    ),
    ...(hasConfig && server.providerIds.length === 0 ? [setUp] : []),
    { is: 'separator', id: 'after-verbs' },
    item('change', t('models.server.change'), () => actions.openDialog({ is: 'change-server', serverId })),
    item('key', t('models.server.key'), () => actions.openDialog({ is: 'server-key', serverId })),
    item('copy', t('models.server.copyAddress'), () => void api.copyText({ text: server.baseUrl })),
    { is: 'separator', id: 'before-remove' },
    item(
      'remove',
      t('models.server.remove'),
      () => actions.openDialog({ is: 'remove-server', serverId }),
      true,
    ),
  ];
}
