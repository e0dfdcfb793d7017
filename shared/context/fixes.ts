import { assertNever } from '../assert-never.ts';
import type { NamedEdit } from '../config-edits.ts';
import type { ConfiguredPair } from '../context-fit.ts';
import type { Fix } from '../findings.ts';
import { noRoomBelowTokens, usualPromptTokens } from '../gateway-rules.ts';
import { sentence } from '../messages/sentence.ts';
import { memoryFor } from './memory.ts';
import type { ContextMismatchKind } from './mismatches.ts';
import type { PlannedContext } from './planned.ts';

/** A context that leaves an agent some conversation beside its first message. */
const comfortableTokens = 32_768;

type NumberField = Extract<NamedEdit, { edit: 'set-model-number' }>['field'];

/** Up to two ways out: less in the config, or more on the server. The better one is first. */
export function contextFixes(
  kind: ContextMismatchKind,
  pair: ConfiguredPair,
  planned: PlannedContext,
): Fix[] {
  const allocated = pair.model?.contextAllocated ?? null;
  const max = pair.model?.contextMax ?? null;
  switch (kind) {
    case 'blocked':
    case 'no-room-to-answer':
      return [...raiseDeclared(pair, max ?? comfortableTokens), ...loadWithMore(pair, planned)];
    case 'first-message-refused':
      return loadWithMore(pair, planned);
    case 'silently-cut':
    case 'refused-later':
    case 'second-copy':
      return [...loadWithMore(pair, planned), ...lowerDeclared(pair, allocated)];
    case 'larger-than-max':
      return max === null ? [] : setNumber(pair, fieldInUse(pair), max);
    case 'reloads':
      return lowerDeclared(pair, allocated, 'params.num_ctx');
    case 'tokens-over-window':
      return pair.configured.contextWindow === null
        ? []
        : setNumber(pair, 'contextTokens', pair.configured.contextWindow);
    case 'answer-too-long':
      return setNumber(pair, 'maxTokens', Math.max(1, Math.floor(planned.tokens / 4)));
    case 'low':
      return raiseDeclared(pair, max ?? pair.configured.contextWindow);
    case 'wastes-memory':
      return [...raiseDeclared(pair, allocated), ...reload(pair, planned.tokens)];
    default:
      return assertNever(kind);
  }
}

function fieldInUse({ configured }: ConfiguredPair): NumberField {
  return configured.contextTokens === null ? 'contextWindow' : 'contextTokens';
}

function setNumber(
  { provider, configured, written }: ConfiguredPair,
  field: NumberField,
  value: number,
): Fix[] {
  if (!written) return [];
  const edit = {
    edit: 'set-model-number' as const,
    providerId: provider.id,
    modelId: configured.id,
    field,
    value,
  };
  return [{ is: 'edits', label: sentence('fit.fix.set', { field, value }), edits: [edit] }];
}

/** Never to a number that no agent fits into: that would trade one failure for another. */
function lowerDeclared(pair: ConfiguredPair, tokens: number | null, alsoWhere?: NumberField): Fix[] {
  if (tokens === null || tokens < usualPromptTokens) return [];
  const asksByNumCtx = alsoWhere !== undefined && pair.configured.numCtx !== null;
  return setNumber(pair, asksByNumCtx ? alsoWhere : 'contextTokens', tokens);
}

/** A cap is raised as a cap; a declared window as a window. */
function raiseDeclared(pair: ConfiguredPair, tokens: number | null): Fix[] {
  if (tokens === null || tokens < noRoomBelowTokens) return [];
  return setNumber(pair, fieldInUse(pair), tokens);
}

function loadWithMore(pair: ConfiguredPair, planned: PlannedContext): Fix[] {
  const max = pair.model?.contextMax ?? null;
  const wanted = Math.max(planned.tokens, comfortableTokens);
  const context = max === null ? wanted : Math.min(wanted, max);
  if (context < usualPromptTokens || context <= (pair.model?.contextAllocated ?? 0)) return [];
  // Ollama takes the context from each request, so a reload from here would not last: the config has to ask for it.
  if (pair.server?.kind === 'ollama') return setNumber(pair, 'params.num_ctx', context);
  return reload(pair, context);
}

function reload({ server, model }: ConfiguredPair, contextLength: number): Fix[] {
  if (server === null || model === null) return [];
  if (!server.abilities.reload.can || !server.abilities.loadWithContext.can) return [];
  const memory = memoryFor(model, contextLength);
  const label =
    memory === null
      ? sentence('fit.fix.reload', { context: contextLength })
      : sentence('fit.fix.reloadMemory', { context: contextLength, memory });
  return [
    {
      is: 'server-action',
      label,
      verb: 'reload',
      serverId: server.id,
      modelId: model.id,
      instanceId: null,
      contextLength,
    },
  ];
}
