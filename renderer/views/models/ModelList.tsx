import SearchX from 'lucide-react/icons/search-x';
import { useCallback, useMemo, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Empty } from '../../components/Empty.tsx';
import { createRowsMaker, type ListRow } from '../../display/model-rows.ts';
import { useT } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import { useRowHeight } from '../../state/use-row-height.ts';
import styles from './ModelList.module.css';
import { ModelRow } from './ModelRow.tsx';
import { RowMenu, type RowMenuTarget } from './RowMenu.tsx';
import { modelWords, rowWords } from './row-words.ts';
import { ServerRow } from './ServerRow.tsx';

/** All servers and their models. The list only knows the rows; each row reads its own model from the store. */
export function ModelList() {
  const t = useT();
  const { actions } = useAppStore();
  const makeRows = useMemo(createRowsMaker, []);
  const rows = useApp((state) => makeRows(state.snapshot?.servers ?? [], state.modelsQuery));
  const rowHeight = useRowHeight();
  const [menu, setMenu] = useState<RowMenuTarget | null>(null);
  const layoutOptions = useMemo(() => ({ rowSize: rowHeight, padding: 8 }), [rowHeight]);
  const renderRow = useCallback((row: ListRow) => <Item row={row} openMenu={setMenu} />, []);
  if (rows.length === 0) {
    return (
      <Empty icon={SearchX} title={t('models.noMatch.title')} advice={t('models.noMatch.advice')}>
        <Button onPress={() => actions.changeModelsQuery({ filter: '', onlyLoaded: false })}>
          {t('models.showAll')}
        </Button>
      </Empty>
    );
  }
  return (
    <div className={cx(styles.frame)}>
      <Virtualizer layout={ListLayout} layoutOptions={layoutOptions}>
        <GridList
          aria-label={t('models.list')}
          items={rows}
          className={cx(styles.list)}
          keyboardNavigationBehavior="arrow"
        >
          {renderRow}
        </GridList>
      </Virtualizer>
      <RowMenu target={menu} onClose={() => setMenu(null)} />
    </div>
  );
}

function Item({ row, openMenu }: { row: ListRow; openMenu: (target: RowMenuTarget) => void }) {
  const t = useT();
  const { actions, getState } = useAppStore();
  switch (row.is) {
    case 'server':
      return (
        <GridListItem
          id={row.key}
          textValue={row.name}
          className={cx(styles.item)}
          render={(element) => <div {...element} aria-describedby={rowWords(row.key).state} />}
          onAction={() =>
            actions.changeModelsQuery({ collapsed: toggled(getState().modelsQuery.collapsed, row.serverId) })
          }
        >
          <ServerRow row={row} openMenu={openMenu} />
        </GridListItem>
      );
    case 'model':
      return (
        <GridListItem
          id={row.key}
          textValue={row.name}
          className={cx(styles.item)}
          render={(element) => <div {...element} aria-describedby={modelWords(row.key)} />}
          onAction={() => actions.selectModel(row)}
        >
          <ModelRow serverId={row.serverId} modelId={row.modelId} openMenu={openMenu} />
        </GridListItem>
      );
    case 'none':
      return (
        <GridListItem id={row.key} textValue={t('models.noModels')} className={cx(styles.item)}>
          <NoModels serverId={row.serverId} />
        </GridListItem>
      );
  }
}

function NoModels({ serverId }: { serverId: string }) {
  const t = useT();
  const wasReached = useApp(({ snapshot }) => {
    const found = snapshot?.servers.find((each) => each.id === serverId)?.reachability;
    return found?.is === 'reachable' || (found?.is === 'unreachable' && found.lastGoodAt !== null);
  });
  return <p className={cx(styles.none)}>{t(wasReached ? 'models.noModels' : 'models.noModelsYet')}</p>;
}

function toggled(collapsed: readonly string[], serverId: string): string[] {
  return collapsed.includes(serverId)
    ? collapsed.filter((each) => each !== serverId)
    : [...collapsed, serverId];
}
