import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { ConfiguredModel, Provider } from '../../../shared/gateway.ts';
import { sameValue } from '../../../shared/same-value.ts';

/** A provider as a form: texts as typed, and the named edits that the typed makes of the file. */

export const numberFields = ['contextWindow', 'contextTokens', 'maxTokens', 'params.num_ctx'] as const;
export type NumberField = (typeof numberFields)[number];

export type ModelForm = { id: string; removed: boolean } & Record<NumberField, string>;

export type ProviderForm = {
  baseUrl: string;
  api: string;
  timeoutSeconds: string;
  /** The variable the key is read from; empty where the key is something else. */
  keyVariable: string;
  models: ModelForm[];
};

export function formOf(provider: Provider): ProviderForm {
  return {
    baseUrl: provider.baseUrl ?? '',
    api: provider.api ?? '',
    timeoutSeconds: shown(provider.timeoutSeconds),
    keyVariable: provider.key.is === 'variable' ? provider.key.name : '',
    models: (provider.models ?? []).map((model) => ({
      id: model.id,
      removed: false,
      contextWindow: shown(model.contextWindow),
      contextTokens: shown(model.contextTokens),
      maxTokens: shown(model.maxTokens),
      'params.num_ctx': shown(model.numCtx),
    })),
  };
}

function shown(value: number | null): string {
  return value === null ? '' : String(value);
}

/** A whole number above zero; null: empty; undefined: not a number. Thousands may be set apart. */
export function numberOf(text: string): number | null | undefined {
  const plain = text.replace(/[\s,._'’]/g, '');
  if (plain === '') return null;
  const value = /^\d+$/.test(plain) ? Number(plain) : Number.NaN;
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

export function isUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const isVariableName = (text: string): boolean => /^[A-Z_][A-Z0-9_]*$/.test(text);

export function isValid(form: ProviderForm): boolean {
  return (
    (form.baseUrl.trim() === '' || isUrl(form.baseUrl.trim())) &&
    (form.keyVariable === '' || isVariableName(form.keyVariable)) &&
    numberOf(form.timeoutSeconds) !== undefined &&
    form.models.every((model) => numberFields.every((field) => numberOf(model[field]) !== undefined))
  );
}

/** Only what differs from the file becomes an edit. */
export function formEdits(provider: Provider, form: ProviderForm): NamedEdit[] {
  const providerId = provider.id;
  const edits: NamedEdit[] = [];
  for (const field of ['baseUrl', 'api'] as const) {
    const value = form[field].trim() === '' ? null : form[field].trim();
    if (value !== provider[field]) edits.push({ edit: 'set-provider-text', providerId, field, value });
  }
  const seconds = numberOf(form.timeoutSeconds);
  if (seconds !== undefined && seconds !== provider.timeoutSeconds) {
    edits.push({ edit: 'set-timeout', providerId, seconds });
  }
  const name = form.keyVariable === '' ? null : form.keyVariable;
  const before = provider.key.is === 'variable' ? provider.key.name : null;
  if (name !== before) edits.push({ edit: 'set-key-variable', providerId, name });
  for (const model of form.models) edits.push(...modelEdits(provider, model));
  return edits;
}

/** The form over a file that changed: fields nobody touched follow it, the others stay as they were typed. */
export function followed(form: ProviderForm, before: ProviderForm, after: ProviderForm): ProviderForm {
  const pick = <K extends Exclude<keyof ProviderForm, 'models'>>(key: K): ProviderForm[K] =>
    form[key] === before[key] ? after[key] : form[key];
  return {
    baseUrl: pick('baseUrl'),
    api: pick('api'),
    timeoutSeconds: pick('timeoutSeconds'),
    keyVariable: pick('keyVariable'),
    models: after.models.map((model) => {
      const typed = form.models.find((each) => each.id === model.id);
      const old = before.models.find((each) => each.id === model.id);
      return typed === undefined || old === undefined || sameValue(typed, old) ? model : typed;
    }),
  };
}

function modelEdits(provider: Provider, form: ModelForm): NamedEdit[] {
  const model = provider.models?.find((each) => each.id === form.id);
  if (model === undefined) return [];
  const about = { providerId: provider.id, modelId: model.id };
  if (form.removed) return [{ edit: 'remove-model', ...about }];
  return numberFields.flatMap((field): NamedEdit[] => {
    const value = numberOf(form[field]);
    if (value === undefined || value === writtenNumber(model, field)) return [];
    return [{ edit: 'set-model-number', ...about, field, value }];
  });
}

function writtenNumber(model: ConfiguredModel, field: NumberField): number | null {
  return field === 'params.num_ctx' ? model.numCtx : model[field];
}
