import { useEffect, useState } from 'react';
import type { FileDiff } from '../../shared/contract/config-commands.ts';
import type { Failure } from '../../shared/failures.ts';
import { useTranslator } from '../state/language.tsx';
import { useApi } from '../state/store-context.ts';
import { DiffView } from './DiffView.tsx';
import { Disclosure } from './Disclosure.tsx';
import { FailureNote } from './FailureNote.tsx';

export type VersionDiffState = { diff: FileDiff | null; failure: Failure | null };

/** From a kept version to the file as it is now. */
export function useVersionDiff(versionId: string): VersionDiffState {
  const api = useApi();
  const [state, setState] = useState<VersionDiffState>({ diff: null, failure: null });
  useEffect(() => {
    let current = true;
    void api.versionDiff({ versionId }).then((answer) => {
      if (!current) return;
      setState(answer.ok ? { diff: answer.value, failure: null } : { diff: null, failure: answer.failure });
    });
    return () => {
      current = false;
    };
  }, [api, versionId]);
  return state;
}

/** Asked for when it is opened: a timeline may hold a hundred of them. */
export function VersionDisclosure({ versionId }: { versionId: string }) {
  const { t } = useTranslator();
  const [opened, setOpened] = useState(false);
  return (
    <Disclosure title={t('activityView.toNow')} onOpen={() => setOpened(true)}>
      {opened ? <VersionDiff versionId={versionId} /> : null}
    </Disclosure>
  );
}

function VersionDiff({ versionId }: { versionId: string }) {
  const { t } = useTranslator();
  const { diff, failure } = useVersionDiff(versionId);
  // Only so many are kept, and the timeline goes back further.
  if (failure?.code === 'undo-not-possible') return <p>{t('activityView.notKept')}</p>;
  if (failure !== null) return <FailureNote failure={failure} />;
  return diff === null ? null : <DiffView diff={diff} />;
}
