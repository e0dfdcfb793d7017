import { type RefObject, useEffect, useRef, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { type ChainView, shownName } from '../../shared/chain.ts';
import { linksOf, orderEdits } from '../../shared/chain-order.ts';
import type { NamedEdit } from '../../shared/config-edits.ts';
import type { AgentChain } from '../../shared/gateway.ts';
import { cx } from '../components/cx.ts';
import { ReviewDialog } from '../components/review/ReviewDialog.tsx';
import { SaveBar } from '../components/review/SaveBar.tsx';
import { useT } from '../state/language.tsx';
import { moveEdits } from '../views/chain/gestures.ts';
import { LinkHandle } from '../views/chain/LinkHandle.tsx';
import { linkKeys } from '../views/chain/link-words.ts';
import { useLinkOrder } from '../views/chain/use-link-order.tsx';
import styles from './Panel.module.css';
import { PanelLink } from './PanelLink.tsx';

export type PanelOrderProps = {
  view: ChainView;
  chain: AgentChain;
  /** The link whose handle was pressed on the way here; null: the pointer came over a handle. */
  focus: number | null;
};

/**
 * The same links with handles that drag, a chunk of its own. A new order is reviewed at once: a popover that closes when
 * something else is clicked must not hold changes nobody saved.
 */
export default function PanelOrder({ view, chain, focus }: PanelOrderProps) {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  useFocusOnHandle(list, focus);
  const [edits, setEdits] = useState<readonly NamedEdit[] | null>(null);
  const keys = linkKeys(view.links.map((link) => link.written));
  const review = (wanted: readonly NamedEdit[]) => {
    if (wanted.length > 0) setEdits(wanted);
  };
  const order = useLinkOrder({
    keys,
    editable: true,
    order: (refs) => {
      if (refs.join('\n') !== linksOf(chain).join('\n')) review(orderEdits(chain, refs));
    },
    move: (from, to) => {
      if (to >= 0 && to < keys.length) review(moveEdits(chain, from, to));
    },
  });
  return (
    <>
      <SaveBar />
      <div ref={list} {...order.aroundList}>
        <GridList
          aria-label={t('place.chain')}
          items={view.links.map((link, index) => ({ id: keys[index] ?? String(index), link }))}
          dragAndDropHooks={order.dragAndDropHooks}
          keyboardNavigationBehavior="tab"
          disallowTypeAhead
          className={cx(styles.list)}
        >
          {({ id, link }) => (
            <GridListItem
              id={id}
              textValue={`${link.index + 1}. ${shownName(link)}`}
              className={cx(styles.row)}
            >
              <PanelLink
                link={link}
                handle={<LinkHandle link={link} place={cx(styles.handle)} look={cx(styles.grip)} />}
              />
            </GridListItem>
          )}
        </GridList>
      </div>
      {edits === null ? null : (
        <ReviewDialog source={{ is: 'edits', edits }} onClose={() => setEdits(null)} />
      )}
    </>
  );
}

/** A frame later: a list that is entered from outside gives the focus to its first row before anything else. */
function useFocusOnHandle(list: RefObject<HTMLDivElement | null>, index: number | null): void {
  useEffect(() => {
    if (index === null) return;
    const frame = requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>('[role="row"]');
      rows?.[index]?.focus();
      rows?.[index]?.querySelector<HTMLElement>('button')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [list, index]);
}
