import { linksOf } from '../../../shared/chain-order.ts';
import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { type PresetName, presetOrder } from '../../../shared/presets.ts';
import { aliasOf, refOf } from '../../../shared/refs.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useTranslator } from '../../state/language.tsx';
import styles from './Chain.module.css';
import { useChainDraft } from './draft-store.ts';

export type PresetDialogProps = {
  chain: AgentChain;
  picture: ModelPicture;
  preset: PresetName;
  name: string;
  onClose: () => void;
};

/** The order now and the order then, side by side, before it becomes a pending change. */
export function PresetDialog({ chain, picture, preset, name, onClose }: PresetDialogProps) {
  const { t, format } = useTranslator();
  const draft = useChainDraft();
  const order = presetOrder(picture, chain.agentId, preset);
  if (!order.can) return null;
  const shown = (ref: string) => aliasOf(picture, refOf(picture, ref)) ?? ref;
  return (
    <Dialog
      title={t('chainView.preset.title', { preset: t(`chainView.preset.${preset}`), chain: name })}
      onClose={onClose}
      buttons={
        <>
          <Button large onPress={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            large
            look="primary"
            isDisabled={!order.changes}
            onPress={() => {
              draft.change([{ edit: 'apply-preset', agentId: chain.agentId, preset }]);
              onClose();
            }}
          >
            {t('chainView.preset.use')}
          </Button>
        </>
      }
    >
      <p>{t(`chainView.preset.${preset}.note`)}</p>
      <div className={cx(styles.sideBySide)}>
        <Order title={t('chainView.preset.now')} refs={linksOf(chain).map(shown)} />
        <Order title={t('chainView.preset.then')} refs={order.refs.map(shown)} />
      </div>
      {order.changes ? null : <p>{t('chainView.preset.same')}</p>}
      {order.lost.length === 0 ? null : (
        <Notice
          tone="look"
          title={t('chainView.preset.loses', { links: format.list(order.lost.map(shown)) })}
          advice={t('chainView.preset.losesNote')}
        />
      )}
    </Dialog>
  );
}

function Order({ title, refs }: { title: string; refs: string[] }) {
  return (
    <div>
      <h3 className={cx(styles.secondary)}>{title}</h3>
      <ol className={cx(styles.order)}>
        {refs.map((ref, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chain may hold the same link twice.
          <li key={index}>{ref}</li>
        ))}
      </ol>
    </div>
  );
}
