import { useMemo } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { shownName } from '../../../shared/chain.ts';
import { cx } from '../../components/cx.ts';
import { useT } from '../../state/language.tsx';
import styles from './Chain.module.css';
import { inheritsLink } from './gestures.ts';
import { LinkRow } from './LinkRow.tsx';
import { linkKeys } from './link-words.ts';
import type { Column } from './use-chains.ts';
import type { LinkGestures } from './use-link-gestures.ts';
import { useLinkOrder } from './use-link-order.tsx';

export type LinkListProps = { column: Column; name: string; editable: boolean; gestures: LinkGestures };

/** The links in order. Drag them by mouse or finger, grab them with the keyboard (Return on the handle), or press Alt with an arrow. */
export function LinkList({ column, name, editable, gestures }: LinkListProps) {
  const t = useT();
  const { view, pending, chain, newAliases } = column;
  const keys = useMemo(() => linkKeys(view.links.map((link) => link.written)), [view.links]);
  const { order, move } = gestures;
  const { dragAndDropHooks, aroundList } = useLinkOrder({ keys, editable, order, move });
  const rows = view.links.map((link, index) => ({ id: keys[index] ?? String(index), link, index }));
  return (
    <div {...aroundList}>
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
