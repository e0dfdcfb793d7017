import { useState } from 'react';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { KeyView, Provider } from '../../../shared/gateway.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Row } from '../../components/Row.tsx';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { Section } from '../../components/Section.tsx';
import { Select } from '../../components/Select.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useTranslator } from '../../state/language.tsx';
import styles from './Config.module.css';
import { ConnectionTest } from './ConnectionTest.tsx';
import { ModelNumbers } from './ModelNumbers.tsx';
import {
  formEdits,
  formOf,
  isUrl,
  isValid,
  isVariableName,
  numberOf,
  type ProviderForm,
} from './provider-form.ts';
import { useProviderFormStore, useProviderForms } from './provider-forms.ts';

const apis = [
  'openai-responses',
  'openai-completions',
  'anthropic-messages',
  'google-generative-ai',
  'ollama',
] as const;

/** One provider: address, API, key by reference, time limit, and what its models are given. */
export function ProviderEditor({ provider }: { provider: Provider }) {
  const { t } = useTranslator();
  const store = useProviderFormStore();
  const draft = useProviderForms().drafts[provider.id];
  const form = draft?.form ?? formOf(provider);
  const [reviewing, setReviewing] = useState<readonly NamedEdit[] | null>(null);
  const edits = formEdits(provider, form);
  const change = (part: Partial<ProviderForm>) => store.change(provider, part);
  const isBadUrl = form.baseUrl.trim() !== '' && !isUrl(form.baseUrl.trim());
  const choices = [...new Set(['', ...apis, form.api])].map((value) => ({
    value,
    text: value === '' ? t('configView.field.api.none') : value,
  }));
  return (
    <div className={cx(styles.detail)}>
      <div className={cx(styles.detailHead)}>
        <h2 className={cx(styles.title)}>{provider.id}</h2>
        <Button
          look="quiet"
          onPress={() => setReviewing([{ edit: 'remove-provider', providerId: provider.id }])}
        >
          {t('configView.provider.remove')}
        </Button>
        <Button isDisabled={draft === undefined} onPress={() => store.discard(provider.id)}>
          {t('configView.discard')}
        </Button>
        <Button
          look="primary"
          isDisabled={edits.length === 0 || !isValid(form)}
          onPress={() => setReviewing(edits)}
        >
          {t('configView.review')}
        </Button>
      </div>
      <div className={cx(styles.fields)}>
        <div className={cx(styles.wide)}>
          <TextField
            label={t('configView.field.baseUrl')}
            type="url"
            mono
            value={form.baseUrl}
            onChange={(baseUrl) => change({ baseUrl })}
            error={isBadUrl ? t('configView.field.url.bad') : null}
          />
        </div>
        <Select
          label={t('configView.field.api')}
          labelShown
          value={form.api}
          choices={choices}
          onChange={(api) => change({ api })}
        />
        <TextField
          label={t('configView.field.timeout')}
          value={form.timeoutSeconds}
          onChange={(timeoutSeconds) => change({ timeoutSeconds })}
          note={t('configView.field.timeout.note')}
          error={numberOf(form.timeoutSeconds) === undefined ? t('configView.field.number.bad') : null}
        />
      </div>
      <ConnectionTest
        url={form.baseUrl.trim()}
        isUsable={!isBadUrl && form.baseUrl.trim() !== ''}
        provider={provider}
      />
      <Section title={t('configView.field.key')} grouped>
        <Row label={<KeyWords view={provider.key} />} />
        <Row label={t('configView.field.keyVariable')} note={t('configView.field.keyVariable.note')} wraps>
          <TextField
            label={t('configView.field.keyVariable')}
            labelHidden
            mono
            value={form.keyVariable}
            placeholder="MY_PROVIDER_API_KEY"
            onChange={(keyVariable) => change({ keyVariable: keyVariable.trim() })}
            error={
              form.keyVariable === '' || isVariableName(form.keyVariable)
                ? null
                : t('configView.field.keyVariable.bad')
            }
          />
        </Row>
      </Section>
      {form.models.length === 0 ? null : (
        <ModelNumbers provider={provider} models={form.models} onChange={(models) => change({ models })} />
      )}
      {reviewing === null ? null : (
        <ReviewDialog source={{ is: 'edits', edits: reviewing }} onClose={() => setReviewing(null)} />
      )}
    </div>
  );
}

/** How the key is given. The key itself never reaches a window. */
function KeyWords({ view }: { view: KeyView }) {
  const { t } = useTranslator();
  switch (view.is) {
    case 'missing':
      return t('configView.key.missing');
    case 'literal':
      return t(view.localMarker ? 'configView.key.marker' : 'configView.key.literal');
    case 'variable':
      return t(view.visible ? 'configView.key.variable' : 'configView.key.variableUnseen', {
        name: view.name,
      });
    case 'managed':
      return t(`configView.key.managed.${view.source}`);
  }
}
