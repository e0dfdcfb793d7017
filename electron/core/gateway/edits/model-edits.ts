import type { NamedEdit } from '../../../../shared/config-edits.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { Result } from '../../../../shared/result.ts';
import { withSecretsOf } from '../address-secrets.ts';
import { type ConfigTree, isObject } from '../config-files.ts';
import { valueAt } from '../config-path.ts';
import { isList } from '../config-pieces.ts';
import type { Json, Path } from '../json5-document.ts';
import {
  insertStep,
  notPossible,
  type PlannedEdit,
  planned,
  removeStep,
  setOrRemove,
} from './planned-edit.ts';

/** Edits of providers and their models. */

type Named<Name extends NamedEdit['edit']> = Extract<NamedEdit, { edit: Name }>;

const providers: Path = ['models', 'providers'];

const noSecret = notPossible(
  'The address holds the sign for a key or a password, and the file has none there: write the whole address.',
);

export function setModelNumber(tree: ConfigTree, edit: Named<'set-model-number'>): Result<PlannedEdit> {
  const path = modelPath(tree, edit.providerId, edit.modelId);
  if (!path.ok) return path;
  const model = `${edit.providerId}/${edit.modelId}`;
  const said =
    edit.value === null
      ? sentence('edit.removeNumber', { model, field: edit.field })
      : sentence('edit.setNumber', { model, field: edit.field, value: edit.value });
  return setOrRemove(tree, [...path.value, ...edit.field.split('.')], edit.value, said);
}

export function setModelName(tree: ConfigTree, edit: Named<'set-model-name'>): Result<PlannedEdit> {
  const path = modelPath(tree, edit.providerId, edit.modelId);
  if (!path.ok) return path;
  const said = sentence('edit.setModelName', {
    model: `${edit.providerId}/${edit.modelId}`,
    name: edit.name,
  });
  return setOrRemove(tree, [...path.value, 'name'], edit.name, said);
}

export function setProviderText(tree: ConfigTree, edit: Named<'set-provider-text'>): Result<PlannedEdit> {
  const { providerId: provider, field, value } = edit;
  const said =
    value === null
      ? sentence('edit.removeProviderText', { provider, field })
      : sentence('edit.setProviderText', { provider, field, value });
  if (value === null) return onProvider(tree, provider, [field], null, said);
  const written = valueAt(tree.value, [...providers, provider, field]);
  const whole = withSecretsOf(typeof written === 'string' ? written : null, value);
  return whole === null ? noSecret : onProvider(tree, provider, [field], whole, said);
}

export function setTimeoutSeconds(tree: ConfigTree, edit: Named<'set-timeout'>): Result<PlannedEdit> {
  const { providerId: provider, seconds } = edit;
  const said =
    seconds === null
      ? sentence('edit.removeTimeout', { provider })
      : sentence('edit.setTimeout', { provider, seconds });
  return onProvider(tree, provider, ['timeoutSeconds'], seconds, said);
}

export function setPreload(
  tree: ConfigTree,
  { providerId: provider, preload }: Named<'set-preload'>,
): Result<PlannedEdit> {
  const key = preload === null ? 'edit.preloadDefault' : preload ? 'edit.preloadOn' : 'edit.preloadOff';
  return onProvider(tree, provider, ['params', 'preload'], preload, sentence(key, { provider }));
}

export function setKeyVariable(
  tree: ConfigTree,
  { providerId: provider, name, form }: Named<'set-key-variable'>,
): Result<PlannedEdit> {
  const said =
    name === null
      ? sentence('edit.keyRemoved', { provider })
      : sentence('edit.keyVariable', { provider, name });
  if (name === null) return onProvider(tree, provider, ['apiKey'], null, said);
  const isReference = isVariableReference(valueAt(tree.value, [...providers, provider, 'apiKey']));
  // What else such an object says of its source stays.
  if (isReference && form !== 'template') return onProvider(tree, provider, ['apiKey', 'id'], name, said);
  const value = form === 'secret-ref' ? { source: 'env', provider: 'default', id: name } : `\${${name}}`;
  return onProvider(tree, provider, ['apiKey'], value, said);
}

export function isVariableReference(apiKey: Json | undefined): apiKey is { readonly [key: string]: Json } {
  return isObject(apiKey) && apiKey.source === 'env';
}

export function addProvider(tree: ConfigTree, edit: Named<'add-provider'>): Result<PlannedEdit> {
  const path = [...providers, edit.providerId];
  if (valueAt(tree.value, path) !== undefined)
    return notPossible(`There is a provider ${edit.providerId} already.`);
  if (withSecretsOf(null, edit.baseUrl) === null) return noSecret;
  const value: { [key: string]: Json } = { baseUrl: edit.baseUrl };
  if (edit.key.is === 'variable') value.apiKey = `\${${edit.key.name}}`;
  if (edit.key.is === 'marker') value.apiKey = edit.key.text;
  if (edit.api !== null) value.api = edit.api;
  if (edit.timeoutSeconds !== null) value.timeoutSeconds = edit.timeoutSeconds;
  value.models = edit.models.map(modelValue);
  return setOrRemove(tree, path, value, sentence('edit.addProvider', { provider: edit.providerId }));
}

export function removeProvider(
  tree: ConfigTree,
  { providerId }: Named<'remove-provider'>,
): Result<PlannedEdit> {
  const path = [...providers, providerId];
  if (valueAt(tree.value, path) === undefined)
    return notPossible(`There is no provider ${providerId} in the file.`);
  return setOrRemove(tree, path, null, sentence('edit.removeProvider', { provider: providerId }));
}

export function addModel(tree: ConfigTree, edit: Named<'add-model'>): Result<PlannedEdit> {
  const provider = [...providers, edit.providerId];
  if (!isObject(valueAt(tree.value, provider)))
    return notPossible(`There is no provider ${edit.providerId} in the file.`);
  const list = valueAt(tree.value, [...provider, 'models']);
  const said = sentence('edit.addModel', { model: `${edit.providerId}/${edit.id}` });
  if (list === undefined) return setOrRemove(tree, [...provider, 'models'], [modelValue(edit)], said);
  if (!isList(list))
    return notPossible(`The models of ${edit.providerId} are not a list; correct them in the text first.`);
  if (modelPath(tree, edit.providerId, edit.id).ok)
    return notPossible(`${edit.providerId} has a model ${edit.id} already.`);
  return planned(said, [insertStep([...provider, 'models'], modelValue(edit))]);
}

export function removeModel(tree: ConfigTree, edit: Named<'remove-model'>): Result<PlannedEdit> {
  const path = modelPath(tree, edit.providerId, edit.modelId);
  if (!path.ok) return path;
  const said = sentence('edit.removeModel', { model: `${edit.providerId}/${edit.modelId}` });
  return planned(said, [removeStep(path.value)], [path.value.slice(0, -1)]);
}

export function setModelsMode(tree: ConfigTree, { mode }: Named<'set-models-mode'>): Result<PlannedEdit> {
  const said = sentence(mode === 'merge' ? 'edit.modelsModeMerge' : 'edit.modelsModeReplace');
  return setOrRemove(tree, ['models', 'mode'], mode, said);
}

export function setGatewayMode(tree: ConfigTree, { mode }: Named<'set-gateway-mode'>): Result<PlannedEdit> {
  return setOrRemove(tree, ['gateway', 'mode'], mode, sentence('edit.gatewayMode'));
}

export function setCompaction(tree: ConfigTree, { enabled }: Named<'set-compaction'>): Result<PlannedEdit> {
  const said = sentence(enabled ? 'edit.compactionOn' : 'edit.compactionOff');
  return setOrRemove(tree, ['agents', 'defaults', 'compaction', 'enabled'], enabled, said);
}

function onProvider(
  tree: ConfigTree,
  providerId: string,
  keys: Path,
  value: Json | null,
  said: ReturnType<typeof sentence>,
): Result<PlannedEdit> {
  const path = [...providers, providerId];
  if (!isObject(valueAt(tree.value, path)))
    return notPossible(`There is no provider ${providerId} in the file.`);
  return setOrRemove(tree, [...path, ...keys], value, said);
}

function modelPath(tree: ConfigTree, providerId: string, modelId: string): Result<Path> {
  const list = valueAt(tree.value, [...providers, providerId, 'models']);
  const index = isList(list) ? list.findIndex((each) => isObject(each) && each.id === modelId) : -1;
  if (index === -1) return notPossible(`${providerId} lists no model ${modelId} in the file.`);
  return { ok: true, value: [...providers, providerId, 'models', index] };
}

/** Keys in the order people write them; what is not known is left out, never guessed. */
function modelValue(model: Omit<Named<'add-model'>, 'edit' | 'providerId'>): Json {
  const value: { [key: string]: Json } = { id: model.id, name: model.name };
  if (model.reasoning !== null) value.reasoning = model.reasoning;
  if (model.input.length > 0) value.input = model.input;
  if (model.contextWindow !== null) value.contextWindow = model.contextWindow;
  if (model.contextTokens != null) value.contextTokens = model.contextTokens;
  if (model.maxTokens !== null) value.maxTokens = model.maxTokens;
  return value;
}
