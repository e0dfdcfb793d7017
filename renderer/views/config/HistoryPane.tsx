import HistoryIcon from 'lucide-react/icons/history';
import { useEffect, useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import type { ConfigVersion } from '../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../shared/failures.ts';
import type { Translator } from '../../../shared/messages/index.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { DiffView } from '../../components/DiffView.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { useVersionDiff } from '../../components/VersionDiff.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import styles from './Config.module.css';
import { baseName } from './FilePane.tsx';

/** A version as one line: for its name, by which a screen reader and typing find it. */
function versionTitle({ at, by, file }: ConfigVersion, { t, format }: Translator): string {
  return `${format.moment(at)}, ${t(`configView.history.by.${by}`)} · ${baseName(file)}`;
}

/** Every version that was kept, what it changed, and the way back to it. */
export function HistoryPane({ marks }: { marks: string }) {
  const translator = useTranslator();
  const { t } = translator;
  const api = useApi();
  const [versions, setVersions] = useState<readonly ConfigVersion[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marks` stands for the content of the files.
  useEffect(() => {
    let current = true;
    void api.configVersions({ file: null }).then((answer) => {
      if (!current) return;
      setFailure(answer.ok ? null : answer.failure);
      if (answer.ok) setVersions(answer.value);
    });
    return () => {
      current = false;
    };
  }, [api, marks]);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (versions === null) return <Empty title={t('configView.history.loading')} />;
  if (versions.length === 0) {
    return (
      <Empty
        icon={HistoryIcon}
        title={t('configView.history.empty')}
        advice={t('configView.history.emptyAdvice')}
      />
    );
  }
  const shown = versions.find((each) => each.versionId === chosen) ?? versions[0];
  return (
    <div className={cx(styles.split)}>
      <GridList
        aria-label={t('configView.history.list')}
        items={versions.map((version) => ({ ...version, id: version.versionId }))}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={shown === undefined ? [] : [shown.versionId]}
        onSelectionChange={(keys) => {
          const key = keys === 'all' ? undefined : [...keys][0];
          if (key !== undefined) setChosen(String(key));
        }}
        className={cx(styles.side)}
      >
        {(version) => (
          <GridListItem textValue={versionTitle(version, translator)} className={cx(styles.choice)}>
            <VersionWords version={version} />
          </GridListItem>
        )}
      </GridList>
      {shown === undefined ? null : <OneVersion key={shown.versionId + marks} version={shown} />}
    </div>
  );
}

function VersionWords({ version }: { version: ConfigVersion }) {
  const { t, say, format } = useTranslator();
  return (
    <div>
      <p>{format.moment(version.at)}</p>
      <p className={cx(styles.secondary)}>
        {t(`configView.history.by.${version.by}`)} · {baseName(version.file)}
      </p>
      {version.sentences.map((sentence) => (
        <p key={sentence.key + JSON.stringify(sentence.values)} className={cx(styles.secondary)}>
          {say(sentence)}
        </p>
      ))}
    </div>
  );
}

function OneVersion({ version }: { version: ConfigVersion }) {
  const { t } = useTranslator();
  const { versionId } = version;
  const { diff, failure } = useVersionDiff(versionId);
  const [restoring, setRestoring] = useState(false);
  const isSame = diff?.lines.every((line) => line.is === 'same' || line.is === 'gap') ?? true;
  return (
    <div className={cx(styles.detail)}>
      <div className={cx(styles.detailHead)}>
        <p className={cx(styles.secondary)}>{t('configView.history.toNow')}</p>
        <Button isDisabled={isSame} onPress={() => setRestoring(true)}>
          {t('configView.history.restore')}
        </Button>
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      {diff === null ? null : <DiffView diff={diff} />}
      {restoring ? (
        <ReviewDialog source={{ is: 'restore', versionId }} onClose={() => setRestoring(false)} />
      ) : null}
    </div>
  );
}
