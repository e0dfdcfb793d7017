import { useState } from 'react';
import type { Failure } from '../../../shared/failures.ts';
import type { ConfigState } from '../../../shared/gateway.ts';
import { Button } from '../../components/Button.tsx';
import { Disclosure, RawText } from '../../components/Disclosure.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { SaveBar } from '../../components/review/SaveBar.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useAppStore } from '../../state/store-context.ts';
import { baseName } from './FilePane.tsx';
import { textsOf } from './text-store.ts';

/** What is wrong with the file as a whole, each with the way out. */
export function ConfigNotices({ config }: { config: Extract<ConfigState, { is: 'loaded' | 'broken' }> }) {
  const { t } = useTranslator();
  return (
    <>
      <SaveBar />
      {config.is === 'broken' ? <Broken config={config} /> : null}
      {config.is === 'loaded' && config.readOnly !== null ? (
        <Notice
          bar
          tone="look"
          title={t(`review.readOnly.${config.readOnly}`)}
          advice={t('configView.readOnly')}
        />
      ) : null}
      {config.is === 'loaded' && config.troubles.length > 0 ? (
        <Notice
          bar
          tone="look"
          title={t('configView.troubles', { count: config.troubles.length })}
          buttons={config.troubles.map((trouble) => (
            <GoToPlace key={placeKey(trouble)} config={config} failure={trouble} />
          ))}
        >
          <Disclosure title={t('common.technicalDetails')}>
            <RawText>{config.troubles.map((each) => `${each.code}: ${each.detail}`).join('\n')}</RawText>
          </Disclosure>
        </Notice>
      ) : null}
    </>
  );
}

function GoToPlace({ config, failure: { place } }: { config: { path: string }; failure: Failure }) {
  const { t } = useTranslator();
  const store = textsOf(useAppStore());
  if (place === undefined) return null;
  const { file, line } = place;
  return (
    <Button onPress={() => store.setState({ tab: 'file', file, goTo: { ...place } })}>
      {file === config.path
        ? t('configView.broken.go', { line })
        : t('configView.broken.goIn', { line, file: baseName(file) })}
    </Button>
  );
}

function placeKey({ place, detail }: Failure): string {
  return `${place?.file}:${place?.line}:${detail}`;
}

function Broken({ config }: { config: Extract<ConfigState, { is: 'broken' }> }) {
  const { t, failure: textOf } = useTranslator();
  const [restoring, setRestoring] = useState(false);
  const { failure, lastGood } = config;
  const text = textOf(failure);
  return (
    <Notice
      bar
      tone="broken"
      title={text.title}
      advice={text.advice}
      buttons={
        <>
          <GoToPlace config={config} failure={failure} />
          {lastGood === null ? null : (
            <Button onPress={() => setRestoring(true)}>
              {lastGood.file === config.path
                ? t('configView.broken.lastGood', { at: lastGood.at })
                : t('configView.broken.lastGoodOf', { file: baseName(lastGood.file), at: lastGood.at })}
            </Button>
          )}
        </>
      }
    >
      <Disclosure title={t('common.technicalDetails')}>
        <RawText>{`${failure.code}: ${failure.detail}`}</RawText>
      </Disclosure>
      {restoring && lastGood !== null ? (
        <ReviewDialog
          source={{ is: 'restore', versionId: lastGood.versionId }}
          onClose={() => setRestoring(false)}
        />
      ) : null}
    </Notice>
  );
}
