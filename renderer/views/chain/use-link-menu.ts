import type { MenuEntry } from '../../components/Menu.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useAppStore } from '../../state/store-context.ts';
import { aliasProblem } from './alias-problem.ts';
import type { LinkRowProps } from './LinkRow.tsx';

export function useLinkMenu({
  link,
  count,
  editable,
  gestures,
  startNaming,
}: LinkRowProps & { startNaming: () => void }): MenuEntry[] {
  const { t, say } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const { index, serverId, serverModelId, alias, ref } = link;
  const other: MenuEntry[] = [
    { is: 'item', id: 'copy', text: t('chainView.copyRef'), run: () => void api.copyText({ text: ref }) },
  ];
  if (serverId !== null && serverModelId !== null) {
    other.unshift({
      is: 'item',
      id: 'show',
      text: t('chainView.showModel'),
      run: () => {
        actions.selectModel({ serverId, modelId: serverModelId });
        actions.goTo('models');
      },
    });
  }
  if (!editable) return other;
  const aliasBlocked = alias === null ? null : aliasProblem(gestures.picture, ref, '');
  const moves: MenuEntry[] = [
    {
      is: 'item',
      id: 'primary',
      text: t('chainView.makePrimary'),
      disabled: index === 0,
      run: () => gestures.move(index, 0),
    },
    {
      is: 'item',
      id: 'up',
      text: t('chainView.moveUp'),
      disabled: index === 0,
      run: () => gestures.move(index, index - 1),
    },
    {
      is: 'item',
      id: 'down',
      text: t('chainView.moveDown'),
      disabled: index === count - 1,
      run: () => gestures.move(index, index + 1),
    },
    { is: 'separator', id: 's1' },
    {
      is: 'item',
      id: 'alias',
      text: t(alias === null ? 'chainView.setAlias' : 'chainView.changeAlias'),
      run: startNaming,
    },
  ];
  if (alias !== null) {
    moves.push({
      is: 'item',
      id: 'no-alias',
      text: t('chainView.removeAlias'),
      disabled: aliasBlocked !== null,
      ...(aliasBlocked === null ? {} : { description: say(aliasBlocked) }),
      run: () => gestures.setAlias(ref, null),
    });
  }
  return [
    ...moves,
    { is: 'separator', id: 's2' },
    ...other,
    { is: 'separator', id: 's3' },
    {
      is: 'item',
      id: 'remove',
      text: t('chainView.remove'),
      danger: true,
      disabled: count < 2,
      ...(count < 2 ? { description: t('chainView.removeLast') } : {}),
      run: () => gestures.remove(index),
    },
  ];
}
