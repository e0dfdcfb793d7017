import Plus from 'lucide-react/icons/plus';
import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Collection } from 'react-aria-components/Collection';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { Badge } from '../../components/Badge.tsx';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import overlay from '../../components/overlay.module.css';
import { StateIcon } from '../../components/StateIcon.tsx';
import { SearchField } from '../../components/TextField.tsx';
import { modelById, modelDisplay } from '../../display/model-display.ts';
import { useTranslator } from '../../state/language.tsx';
import { useApp, useAppStore } from '../../state/store-context.ts';
import styles from './Chain.module.css';
import {
  type Candidate,
  candidatesOf,
  matching,
  unconfiguredCandidates,
  writtenCandidate,
} from './candidates.ts';

export type AddLinkProps = {
  picture: ModelPicture;
  inChain: readonly string[];
  onAdd: (ref: string) => void;
};

type Item = Candidate & { id: string };

function itemOf(each: Candidate): Item {
  // Two servers that are no provider yet may be given the same name: there the server tells them apart.
  return { ...each, id: each.is === 'not-in-config' ? `${each.serverId}\n${each.modelId}` : each.ref };
}

/** Search among everything that is really there, or write a reference by hand and be told what speaks against it. */
export function AddLink({ picture, inChain, onAdd }: AddLinkProps) {
  const { t } = useTranslator();
  const { actions } = useAppStore();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={cx(styles.add)}>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
        <Button look="quiet" icon={Plus}>
          {t('chainView.add')}
        </Button>
        <Popover className={cx(overlay.popover, styles.choices)} offset={4} placement="bottom start">
          <Dialog aria-label={t('chainView.add')} className={cx(overlay.search)}>
            <Choices
              picture={picture}
              inChain={inChain}
              onChoose={({ is, ref, serverId, modelId }) => {
                setOpen(false);
                if (is !== 'not-in-config') onAdd(ref);
                else if (serverId !== null) actions.openDialog({ is: 'set-up-provider', serverId, modelId });
              }}
            />
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  );
}

type ChoicesProps = {
  picture: ModelPicture;
  inChain: readonly string[];
  onChoose: (candidate: Candidate) => void;
};

function Choices({ picture, inChain, onChoose }: ChoicesProps) {
  const { t } = useTranslator();
  const { getState } = useAppStore();
  const [text, setText] = useState('');
  const servers = useApp((state) => state.snapshot?.servers);
  // Asked again when servers change, not with every other change of the snapshot.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `servers` stands for the snapshot.
  const { all, unconfigured } = useMemo(() => {
    const { snapshot } = getState();
    return snapshot === null
      ? { all: [], unconfigured: [] }
      : { all: candidatesOf(snapshot, picture), unconfigured: unconfiguredCandidates(snapshot, picture) };
  }, [servers, picture]);
  const { snapshot } = getState();
  const byHand = snapshot === null ? null : writtenCandidate(snapshot, picture, text);
  const isNew = byHand !== null && !all.some((each) => each.ref === byHand.ref);
  const found = [...matching(all, text), ...(isNew ? [byHand] : [])];
  const known = found.map(itemOf);
  const fresh = matching(unconfigured, text).map(itemOf);
  const choose = (key: string) => {
    const item = [...known, ...fresh].find((each) => each.id === key);
    if (item !== undefined) onChoose(item);
  };
  const row = (item: Item) => (
    <ListBoxItem id={item.id} textValue={item.ref} className={cx(overlay.item)}>
      <Choice item={item} isInChain={inChain.includes(item.ref)} />
    </ListBoxItem>
  );
  return (
    <Autocomplete inputValue={text} onInputChange={setText} disableVirtualFocus={false}>
      <SearchField label={t('chainView.add.search')} value={text} onChange={setText} autoFocus />
      <ListBox
        aria-label={t('chainView.add')}
        disabledKeys={inChain}
        selectionMode="none"
        onAction={(key) => choose(String(key))}
        className={cx(overlay.list, overlay.found)}
        renderEmptyState={() => (
          <p className={cx(styles.noChoice)}>
            {t(text.trim() === '' ? 'chainView.add.none' : 'chainView.add.notRef')}
          </p>
        )}
      >
        <Collection items={known}>{row}</Collection>
        {fresh.length === 0 ? null : (
          <ListBoxSection>
            <Header className={cx(styles.section)}>{t('chainView.add.notInConfig')}</Header>
            <Collection items={fresh}>{row}</Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Autocomplete>
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
