import { lazy, Suspense, useEffect, useState } from 'react';
import type { ConfigIssue } from '../../../shared/contract/config-commands.ts';
import type { ConfigState } from '../../../shared/gateway.ts';
import type { Result } from '../../../shared/result.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Empty } from '../../components/Empty.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Notice } from '../../components/Notice.tsx';
import { IssueList } from '../../components/review/ReviewChecks.tsx';
import { Segments } from '../../components/Segments.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useAppStore } from '../../state/store-context.ts';
import styles from './Config.module.css';
import { isUnsaved } from './text-draft.ts';
import { textsOf, useTexts } from './text-store.ts';

/** CodeMirror is a chunk of its own. */
const ConfigEditor = lazy(() => import('./editor/ConfigEditor.tsx'));

/** The file as it is, in an editor; a tab for every file it includes. */
export function FilePane({ config }: { config: Extract<ConfigState, { is: 'loaded' | 'broken' }> }) {
  const { t } = useTranslator();
  const store = textsOf(useAppStore());
  const { file: chosen, drafts, failure } = useTexts();
  const files = filesOf(config);
  const file = chosen !== null && files.includes(chosen) ? chosen : config.path;
  const marks =
    config.is === 'loaded' ? config.files.map((each) => each.hash).join() : JSON.stringify(config.failure);
  // Whenever a file of the config is another one than before, it is read again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `marks` stands for the content of the files.
  useEffect(() => {
    void store.read(file);
  }, [store, file, marks]);
  const draft = drafts[file];
  return (
    <div className={cx(styles.filePane)}>
      {files.length < 2 ? null : (
        <div className={cx(styles.fileTabs)}>
          <Segments
            label={t('configView.files')}
            value={file}
            choices={files.map((path) => ({
              value: path,
              text: `${baseName(path)}${isUnsaved(drafts[path]) ? ' •' : ''}`,
            }))}
            onChange={(path) => store.setState({ file: path, goTo: null, find: null })}
          />
        </div>
      )}
      {failure !== null && draft === undefined ? (
        <FailureNote failure={failure} actions={{ retry: () => void store.read(file) }} />
      ) : null}
      {draft === undefined ? (
        failure === null ? (
          <Empty title={t('configView.reading')} />
        ) : null
      ) : (
        <OpenFile key={file} file={file} />
      )}
    </div>
  );
}

function OpenFile({ file }: { file: string }) {
  const { t } = useTranslator();
  const store = textsOf(useAppStore());
  const { drafts, compare, goTo, find } = useTexts();
  const [checked, setChecked] = useState<Result<readonly ConfigIssue[]> | null>(null);
  const draft = drafts[file];
  if (draft === undefined) return null;
  return (
    <>
      {draft.outside === null ? null : (
        <Notice
          bar
          tone="look"
          title={t('configView.outside.title')}
          advice={t('configView.outside.advice')}
          buttons={
            <>
              <Button onPress={() => store.change(file, 'keep-mine')}>{t('configView.outside.keep')}</Button>
              <Button onPress={() => store.change(file, 'take-file')}>{t('configView.outside.take')}</Button>
            </>
          }
        />
      )}
      <Suspense fallback={<Empty title={t('configView.openingEditor')} />}>
        <ConfigEditor
          file={file}
          text={draft.text}
          compareWith={compare ? draft.base.text : null}
          goTo={goTo}
          find={find}
          onChange={(text) => store.write(file, text)}
          onChecked={setChecked}
        />
      </Suspense>
      <div className={cx(styles.foot)} role="status">
        {checked === null ? null : (
          <CheckWords
            checked={checked}
            onGo={(place) => store.setState({ file: place.file, goTo: { ...place } })}
          />
        )}
        {draft.base.secrets === 0 ? null : (
          <span className={cx(styles.secrets)}>{t('configView.secrets', { count: draft.base.secrets })}</span>
        )}
      </div>
    </>
  );
}

type CheckWordsProps = {
  checked: Result<readonly ConfigIssue[]>;
  onGo: (place: NonNullable<ConfigIssue['place']>) => void;
};

function CheckWords({ checked, onGo }: CheckWordsProps) {
  const { t, failure: textOf } = useTranslator();
  if (!checked.ok) {
    const reason = textOf(checked.failure).title;
    return <span>{t('configView.notChecked', { reason })}</span>;
  }
  if (checked.value.length === 0) return <span>{t('configView.noIssues')}</span>;
  return <IssueList issues={checked.value} onGo={onGo} />;
}

/** Also those that could not be read: somebody has to be able to mend them. */
function filesOf(config: Extract<ConfigState, { is: 'loaded' | 'broken' }>): string[] {
  const read = config.is === 'loaded' ? config.files.map((each) => each.path) : [config.path];
  const failures = config.is === 'loaded' ? config.troubles : [config.failure];
  return [...new Set([...read, ...failures.flatMap(({ place }) => place?.file ?? [])])];
}

export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
