import Trash2 from 'lucide-react/icons/trash-2';
import Undo2 from 'lucide-react/icons/undo-2';
import { effectiveApi } from '../../../shared/effective-api.ts';
import type { Provider } from '../../../shared/gateway.ts';
import { findByRef } from '../../../shared/refs.ts';
import { IconButton } from '../../components/Button.tsx';
import { contextReading } from '../../components/ContextReading.tsx';
import { cx } from '../../components/cx.ts';
import { Section } from '../../components/Section.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApp } from '../../state/store-context.ts';
import styles from './Config.module.css';
import { type ModelForm, numberFields, numberOf } from './provider-form.ts';

export type ModelNumbersProps = {
  provider: Provider;
  models: readonly ModelForm[];
  onChange: (models: ModelForm[]) => void;
};

/** What the gateway is told about each model, beside what its server really gives. */
export function ModelNumbers({ provider, models, onChange }: ModelNumbersProps) {
  const { t } = useTranslator();
  const isOllama = effectiveApi(provider) === 'ollama';
  const fields = numberFields.filter(
    (field) =>
      field !== 'params.num_ctx' || isOllama || models.some((model) => model['params.num_ctx'] !== ''),
  );
  const put = (changed: ModelForm) =>
    onChange(models.map((each) => (each.id === changed.id ? changed : each)));
  return (
    <Section title={t('configView.models')} grouped>
      {models.map((model) => (
        <div key={model.id} className={cx(styles.model, model.removed && styles.gone)}>
          <div className={cx(styles.modelHead)}>
            <span className={cx(styles.modelId)}>{model.id}</span>
            <span className={cx(styles.secondary)}>
              {model.removed ? (
                t('configView.model.removed')
              ) : (
                <OnServer providerId={provider.id} modelId={model.id} />
              )}
            </span>
            <IconButton
              name={t(model.removed ? 'configView.model.putBack' : 'configView.model.remove', {
                model: model.id,
              })}
              icon={model.removed ? Undo2 : Trash2}
              onPress={() => put({ ...model, removed: !model.removed })}
            />
          </div>
          {model.removed ? null : (
            <div className={cx(styles.numbers)}>
              {fields.map((field) => (
                <TextField
                  key={field}
                  label={t(`configView.model.${field}`)}
                  value={model[field]}
                  onChange={(value) => put({ ...model, [field]: value })}
                  error={numberOf(model[field]) === undefined ? t('configView.field.number.bad') : null}
                />
              ))}
            </div>
          )}
        </div>
      ))}
    </Section>
  );
}

function OnServer({ providerId, modelId }: { providerId: string; modelId: string }) {
  const { t } = useTranslator();
  const model = useApp(({ snapshot }) =>
    snapshot === null ? null : (findByRef(snapshot, `${providerId}/${modelId}`)?.model ?? null),
  );
  if (model === null) return null;
  const reading = contextReading({ allocated: model.contextAllocated, max: model.contextMax }, t);
  return reading === null ? null : t('configView.model.onServer', { reading });
}
