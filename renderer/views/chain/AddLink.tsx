import Plus from 'lucide-react/icons/plus';
import { useMemo, useState } from 'react';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { Badge } from '../../components/Badge.tsx';
import { cx } from '../../components/cx.ts';
import fields from '../../components/fields.module.css';
import { Icon } from '../../components/Icon.tsx';
import overlay from '../../components/overlay.module.css';
import { StateIcon } from '../../components/StateIcon.tsx';
import { modelById, modelDisplay } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import styles from './Chain.module.css';
import { type Candidate, candidatesOf, matching, writtenCandidate } from './candidates.ts';

export type AddLinkProps = {
  picture: ModelPicture;
  inChain: readonly string[];
  onAdd: (ref: string) => void;
};

type Item = Candidate & { id: string };

/** Search among everything that is really there, or write a reference by hand and be told what speaks against it. */
export function AddLink({ picture, inChain, onAdd }: AddLinkProps) {
  const { t } = useTranslator();
  const { getState } = useAppStore();
  const [text, setText] = useState('');
  const servers = useApp((state) => state.snapshot?.servers);
  // Asked again when servers change, not with every other change of the snapshot.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `servers` stands for the snapshot.
  const all = useMemo(() => {
    const { snapshot } = getState();
    return snapshot === null ? [] : candidatesOf(snapshot, picture);
  }, [servers, picture]);
  const { snapshot } = getState();
  const found = matching(all, text);
  const byHand = snapshot === null ? null : writtenCandidate(snapshot, picture, text);
  const isNew = byHand !== null && !all.some((each) => each.ref === byHand.ref);
  const items: Item[] = [...found, ...(isNew ? [byHand] : [])].map((each) => ({ ...each, id: each.ref }));
  const isStuck = items.length === 0 && text.trim() !== '';

  function choose(key: string | number | null): void {
    const chosen = items.find((each) => each.id === key);
    if (chosen === undefined || inChain.includes(chosen.ref)) return;
    onAdd(chosen.ref);
    setText('');
  }

  return (
    <ComboBox
      aria-label={t('chainView.add')}
      items={items}
      inputValue={text}
      onInputChange={setText}
      value={null}
      onChange={choose}
      disabledKeys={inChain}
      menuTrigger="focus"
      allowsEmptyCollection
      className={cx(styles.add)}
    >
      <div className={cx(fields.search, styles.addField)}>
        <Icon of={Plus} size={14} />
        <Input className={cx(fields.input)} placeholder={t('chainView.add')} spellCheck={false} />
      </div>
      <Popover className={cx(overlay.popover, styles.choices)} offset={4}>
        <ListBox
          className={cx(overlay.list)}
          renderEmptyState={() => (
            <p className={cx(styles.noChoice)}>
              {t(isStuck ? 'chainView.add.notRef' : 'chainView.add.none')}
            </p>
          )}
        >
          {(item: Item) => (
            <ListBoxItem id={item.id} textValue={item.ref} className={cx(overlay.item)}>
              <Choice item={item} isInChain={inChain.includes(item.ref)} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function Choice({ item, isInChain }: { item: Item; isInChain: boolean }) {
  const { t, say } = useTranslator();
  return (
    <>
      <CandidateIcon candidate={item} />
      <span className={cx(overlay.words)}>
        {item.alias ?? item.name}
        {item.is === 'written' ? (
          <>
            {' '}
            <Badge>{t('chainView.add.free')}</Badge>
          </>
        ) : null}
        <span className={cx(overlay.description)}>
          {[item.alias === null ? null : item.name, item.from, isInChain ? t('chainView.add.inChain') : null]
            .filter((each) => each !== null)
            .join(' · ')}
        </span>
        {item.doubt === null ? null : <span className={cx(styles.doubt)}>{say(item.doubt)}</span>}
      </span>
    </>
  );
}

function CandidateIcon({ candidate }: { candidate: Candidate }) {
  const shape = useApp(({ snapshot }) => {
    const server = snapshot?.servers.find((each) => each.id === candidate.serverId);
    if (server === undefined || candidate.modelId === null) return candidate.hosted ? 'hosted' : 'unknown';
    const model = modelById(server, candidate.modelId);
    return model === undefined ? 'unknown' : modelDisplay({ server, model, action: undefined, now: 0 }).shape;
  });
  return <StateIcon shape={shape} />;
}
