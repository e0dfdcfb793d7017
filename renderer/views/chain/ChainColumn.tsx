import Ellipsis from 'lucide-react/icons/ellipsis';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { memo, useState } from 'react';
import { presetNames } from '../../../shared/config-edits.ts';
import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { type PresetName, presetOrder } from '../../../shared/presets.ts';
import { Badge } from '../../components/Badge.tsx';
import { RowIconButton } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { FixButton } from '../../components/FixButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import { Menu, type MenuEntry } from '../../components/Menu.tsx';
import { StateIcon } from '../../components/StateIcon.tsx';
import { useTranslator } from '../../state/language.tsx';
import { AddLink } from './AddLink.tsx';
import styles from './Chain.module.css';
import { useChainDraft } from './draft-store.ts';
import { LinkList } from './LinkList.tsx';
import { outlookShape } from './link-words.ts';
import { PresetDialog } from './PresetDialog.tsx';
import type { Column } from './use-chains.ts';
import { type Say, useLinkGestures } from './use-link-gestures.ts';

export type ChainColumnProps = {
  column: Column;
  picture: ModelPicture;
  editable: boolean;
  /** Agents that use this chain without naming one. */
  alsoFor: readonly AgentChain[];
  say: Say;
};

export const ChainColumn = memo(function ChainColumn(props: ChainColumnProps) {
  const { column, picture, alsoFor } = props;
  const { t, format } = useTranslator();
  const { chain, view, pending } = column;
  const editable = props.editable && chain.notEditable === null;
  const name = useChainName()(chain);
  const gestures = useLinkGestures(picture, chain, props.say);
  return (
    <section className={cx(styles.column)} aria-label={name}>
      <header className={cx(styles.head)}>
        <div className={cx(styles.headWords)}>
          <h2 className={cx(styles.title)}>{name}</h2>
          {alsoFor.length === 0 ? null : (
            <p className={cx(styles.secondary)}>
              {t('chainView.inheritedBy', {
                agents: format.list(alsoFor.map((each) => each.name ?? each.agentId ?? '')),
              })}
            </p>
          )}
        </div>
        {view.badges.some((each) => each.badge === 'no-fallbacks') ? (
          <Badge tone="look">{t('chainView.noFallbacks')}</Badge>
        ) : null}
        {chain.legacy ? <Badge>{t('chainView.legacy')}</Badge> : null}
        <ColumnMenu chain={chain} picture={picture} name={name} editable={editable} />
      </header>
      <Outlook column={column} editable={editable} />
      {chain.notEditable === null ? null : <FailureNote failure={chain.notEditable} tone="look" />}
      <div className={cx(styles.card)}>
        {view.links.length === 0 ? null : (
          <LinkList column={column} name={name} editable={editable} gestures={gestures} />
        )}
        {editable ? (
          <AddLink picture={picture} inChain={view.links.map((link) => link.ref)} onAdd={gestures.add} />
        ) : null}
      </div>
      {pending.removed.length === 0 ? null : (
        <p className={cx(styles.removed)}>
          {t('chainView.pending.removed', { links: format.list(pending.removed) })}
        </p>
      )}
    </section>
  );
});

/** The name of a chain in the person's words. */
export function useChainName(): (chain: Pick<AgentChain, 'agentId' | 'name'>) => string {
  const { t } = useTranslator();
  return ({ agentId, name }) => (agentId === null ? t('chainView.defaults') : (name ?? agentId));
}

/** Which link would answer now, and what is odd about the chain as a whole. */
function Outlook({ column, editable }: { column: Column; editable: boolean }) {
  const { t, say } = useTranslator();
  const { forecast, links, badges } = column.view;
  const told = badges.filter((each) => each.badge !== 'nobody-answers');
  const isSure = forecast.is === 'unknown' || forecast.sure;
  return (
    <div className={cx(styles.outlook)}>
      <div className={cx(styles.headline, forecast.is === 'nobody' && styles.broken)}>
        <StateIcon shape={outlookShape(forecast, links)} />
        <p>
          {say(forecast.sentence)}
          {isSure ? null : <span className={cx(styles.unsure)}> {t('chainView.sure.not')}</span>}
        </p>
      </div>
      {told.length === 0 ? null : (
        <ul className={cx(styles.notes)}>
          {told.map((badge) => (
            <li key={badge.badge + badge.sentence.key} className={cx(badge.level === 'warn' && styles.warn)}>
              {badge.level === 'warn' ? <Icon of={TriangleAlert} size={12} /> : null}
              <span>
                {say(badge.sentence)}
                {badge.fixes.length === 0 || !editable ? null : (
                  <span className={cx(styles.fixes)}>
                    {badge.fixes.map((fix) => (
                      <FixButton key={fix.label.key} fix={fix} />
                    ))}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type ColumnMenuProps = { chain: AgentChain; picture: ModelPicture; name: string; editable: boolean };

function ColumnMenu({ chain, picture, name, editable }: ColumnMenuProps) {
  const { t } = useTranslator();
  const draft = useChainDraft();
  const [preset, setPreset] = useState<PresetName | null>(null);
  const { agentId } = chain;
  if (!editable) return null;
  const entries: MenuEntry[] = presetNames.map((each) => {
    const order = presetOrder(picture, agentId, each);
    const why = order.can ? null : t(`chainView.preset.not.${order.why}`);
    return {
      is: 'item',
      id: each,
      text: t(`chainView.preset.${each}`),
      description: why ?? t(`chainView.preset.${each}.note`),
      checked: order.can && !order.changes,
      disabled: !order.can || !order.changes,
      run: () => setPreset(each),
    };
  });
  if (chain.form === 'string') {
    entries.push(
      { is: 'separator', id: 's1' },
      {
        is: 'item',
        id: 'object',
        text: t('chainView.objectForm'),
        run: () => draft.change([{ edit: 'use-object-form', agentId }]),
      },
    );
  }
  if (agentId !== null) {
    entries.push(
      { is: 'separator', id: 's2' },
      {
        is: 'item',
        id: 'inherit',
        text: t('chainView.inherit'),
        run: () => draft.change([{ edit: 'inherit-chain', agentId }]),
      },
    );
  }
  return (
    <>
      <Menu name={t('chainView.actionsOfChain', { chain: name })} entries={entries}>
        <RowIconButton name={t('chainView.actionsOfChain', { chain: name })} icon={Ellipsis} />
      </Menu>
      {preset === null ? null : (
        <PresetDialog
          chain={chain}
          picture={picture}
          preset={preset}
          name={name}
          onClose={() => setPreset(null)}
        />
      )}
    </>
  );
}
