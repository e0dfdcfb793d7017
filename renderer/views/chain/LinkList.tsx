import { type KeyboardEvent, useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { DropIndicator, useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { shownName } from '../../../shared/chain.ts';
import { cx } from '../../components/cx.ts';
import { useT } from '../../state/language.tsx';
import styles from './Chain.module.css';
import { inheritsLink } from './gestures.ts';
import { LinkRow } from './LinkRow.tsx';
import { linkKeys } from './link-words.ts';
import type { Column } from './use-chains.ts';
import type { LinkGestures } from './use-link-gestures.ts';

export type LinkListProps = { column: Column; name: string; editable: boolean; gestures: LinkGestures };

/** The links in order. Drag them, grab them with the keyboard (Return on the handle), or press Alt with an arrow. */
export function LinkList({ column, name, editable, gestures }: LinkListProps) {
  const t = useT();
  const { view, pending, chain, newAliases } = column;
  const keys = useMemo(() => linkKeys(view.links.map((link) => link.written)), [view.links]);
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !editable,
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': refOf(String(key)) })),
    onReorder({ keys: dragged, target }) {
      const moved = keys.filter((key) => dragged.has(key));
      const rest = keys.filter((key) => !dragged.has(key));
      const at = rest.indexOf(String(target.key)) + (target.dropPosition === 'after' ? 1 : 0);
      gestures.order(rest.toSpliced(at, 0, ...moved).map(refOf));
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={cx(styles.drop)} />,
  });

  function moveByKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || !event.altKey || !editable) return;
    const row = (event.target as Element).closest('[data-key]');
    const from = keys.indexOf(row?.getAttribute('data-key') ?? '');
    if (from === -1) return;
    event.preventDefault();
    event.stopPropagation();
    gestures.move(from, from + step);
  }

  const rows = view.links.map((link, index) => ({ id: keys[index] ?? String(index), link, index }));
  return (
    <div onKeyDownCapture={moveByKey}>
      <GridList
        aria-label={t('chainView.list', { chain: name })}
        items={rows}
        dependencies={[column, editable, gestures]}
        {...(editable ? { dragAndDropHooks } : {})}
        keyboardNavigationBehavior="tab"
        disallowTypeAhead
        className={cx(styles.list)}
      >
        {({ id, link, index }) => (
          <GridListItem id={id} textValue={`${index + 1}. ${shownName(link)}`} className={cx(styles.item)}>
            <LinkRow
              link={link}
              count={rows.length}
              pending={pending.marks[index] ?? null}
              isAliasNew={newAliases.includes(link.ref)}
              isInherited={inheritsLink(chain, index)}
              isAnswering={view.forecast.is === 'answers' && view.forecast.index === index}
              editable={editable}
              gestures={gestures}
            />
          </GridListItem>
        )}
      </GridList>
    </div>
  );
}

function refOf(key: string): string {
  return key.slice(0, key.lastIndexOf('#'));
}
