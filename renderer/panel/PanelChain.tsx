import ChevronRight from 'lucide-react/icons/chevron-right';
import GripVertical from 'lucide-react/icons/grip-vertical';
import { lazy, Suspense, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { type ChainView, shownName } from '../../shared/chain.ts';
import { pictureOf } from '../../shared/gateway.ts';
import { LinkButton } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import { Icon } from '../components/Icon.tsx';
import { Section } from '../components/Section.tsx';
import { useT } from '../state/language.tsx';
import { useAppStore, useSnapshot } from '../state/store-context.ts';
import { useMedia } from '../state/use-media.ts';
import styles from './Panel.module.css';
import { PanelLink } from './PanelLink.tsx';

const loadOrder = () => import('./PanelOrder.tsx');
const PanelOrder = lazy(loadOrder);

export function PanelChain({ chain }: { chain: ChainView | null }) {
  const t = useT();
  const { actions } = useAppStore();
  const config = useSnapshot(({ gateway }) => gateway.config);
  return (
    <Section
      title={t('place.chain')}
      aside={
        <LinkButton plain onPress={() => actions.goTo('chain')}>
          {t('panel.editOrder')}
          <Icon of={ChevronRight} size={12} />
        </LinkButton>
      }
    >
      {config.is === 'broken' ? <FailureNote failure={config.failure} tone="look" /> : null}
      {config.is === 'missing' ? <NoConfig path={config.path} /> : null}
      {config.is === 'looking' ? <p className={cx(styles.empty)}>{t('panel.lookingConfig')}</p> : null}
      {chain === null || chain.links.length === 0 ? (
        config.is === 'loaded' ? (
          <p className={cx(styles.empty)}>{t('panel.noChain')}</p>
        ) : null
      ) : (
        <Links view={chain} />
      )}
    </Section>
  );
}

/**
 * With the first pointer over a handle, or the first press of one, the links become a list that can be ordered; where
 * there may be fingers, which come from nowhere, at once. What is under a pointer must not be replaced while it is pressed.
 */
function Links({ view }: { view: ChainView }) {
  const t = useT();
  const chain = useSnapshot(({ gateway }) =>
    gateway.config.is === 'loaded'
      ? pictureOf(gateway)?.chains.find((each) => each.agentId === null && each.notEditable === null)
      : undefined,
  );
  const [ordering, setOrdering] = useState<{ focus: number | null } | null>(null);
  const mayBeTouched = useMedia('(any-pointer: coarse)');
  const canOrder = chain !== undefined && view.links.length > 1;
  const list = (
    <ol className={cx(styles.list)} {...(canOrder ? { onPointerEnter: () => void loadOrder() } : {})}>
      {view.links.map((link) => (
        <li key={`${link.index} ${link.ref}`} className={cx(styles.row)}>
          <PanelLink
            link={link}
            handle={
              canOrder ? (
                <AriaButton
                  className={cx(styles.grip)}
                  aria-label={t('chainView.move', { link: shownName(link) })}
                  onHoverStart={() => setOrdering((now) => now ?? { focus: null })}
                  onPress={() => setOrdering({ focus: link.index })}
                >
                  <Icon of={GripVertical} size={14} />
                </AriaButton>
              ) : null
            }
          />
        </li>
      ))}
    </ol>
  );
  if (!canOrder || (ordering === null && !mayBeTouched)) return list;
  return (
    <Suspense fallback={list}>
      <PanelOrder view={view} chain={chain} focus={ordering?.focus ?? null} />
    </Suspense>
  );
}

function NoConfig({ path }: { path: string }) {
  const t = useT();
  const { actions } = useAppStore();
  return (
    <p className={cx(styles.empty)}>
      {t('panel.noConfig', { path })}{' '}
      <LinkButton onPress={() => actions.goTo('settings')}>{t('panel.chooseConfig')}</LinkButton>
    </p>
  );
}
