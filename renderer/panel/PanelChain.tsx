import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ChainView } from '../../shared/chain.ts';
import { LinkButton } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import { Icon } from '../components/Icon.tsx';
import { Section } from '../components/Section.tsx';
import { useT } from '../state/language.tsx';
import { useAppStore, useSnapshot } from '../state/store-context.ts';
import styles from './Panel.module.css';
import { PanelLink } from './PanelLink.tsx';

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
        <ol className={cx(styles.list)}>
          {chain.links.map((link) => (
            <PanelLink key={`${link.index} ${link.ref}`} link={link} />
          ))}
        </ol>
      )}
    </Section>
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
