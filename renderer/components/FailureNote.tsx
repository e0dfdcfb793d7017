import type { ReactNode } from 'react';
import type { Failure } from '../../shared/failures.ts';
import {
  type FailureAction,
  failureActionLabels,
  failureActions,
} from '../../shared/messages/failure-actions.ts';
import { useTranslator } from '../state/language.tsx';
import { useAppStore } from '../state/store-context.ts';
import { Button } from './Button.tsx';
import { Disclosure, RawText } from './Disclosure.tsx';
import { Notice } from './Notice.tsx';

export type FailureNoteProps = {
  failure: Failure;
  /** What the buttons of this failure do here; an action nobody can do here is not offered. */
  actions?: Partial<Record<FailureAction, () => void>>;
  tone?: 'look' | 'broken';
  bare?: boolean;
  onDismiss?: () => void;
  children?: ReactNode;
};

/** What happened, what to do, a button; the raw words behind a disclosure. */
export function FailureNote(props: FailureNoteProps) {
  const { failure, actions = {}, tone = 'broken', bare = false, onDismiss, children } = props;
  const { t, failure: textOf } = useTranslator();
  const { actions: app } = useAppStore();
  const text = textOf(failure);
  const offered: Partial<Record<FailureAction, () => void>> = {
    'open-config': () => app.goTo('config'),
    'open-settings': () => app.goTo('settings'),
    'open-checks': () => app.goTo('checks'),
    'open-models': () => app.goTo('models'),
    ...actions,
  };
  const action = failureActions[failure.code];
  const run = action === null ? undefined : offered[action];
  return (
    <Notice
      title={text.title}
      advice={text.advice}
      tone={tone}
      bare={bare}
      onDismiss={onDismiss}
      buttons={
        action === null || run === undefined ? undefined : (
          <Button onPress={run}>{t(failureActionLabels[action])}</Button>
        )
      }
    >
      {children}
      <Disclosure title={t('common.technicalDetails')}>
        <RawText>{rawText(failure)}</RawText>
      </Disclosure>
    </Notice>
  );
}

function rawText({ code, detail, place }: Failure): string {
  const where = place === undefined ? [] : [`${place.file}:${place.line}:${place.column}`];
  return [`${code}: ${detail}`, ...where].join('\n');
}
