import type { Abilities, IdleDeadline, Model, ModelState, Place } from '../../../../shared/servers.ts';
import { nameOfId } from '../openai-list.ts';
import {
  abilitiesOf,
  can,
  cannot,
  modelOf,
  neverUnloads,
  uniqueModels,
  unknownDeadline,
} from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { GenericCard, RunningModel } from './client.ts';

export const genericAbilities: Abilities = abilitiesOf(cannot('unknown-server'), {
  freeNudge: cannot('costs-tokens'),
});

export const withRunningList = 'with-ps';

export type GenericLook = {
  cards: GenericCard[];
  /** null: the server has no such list. */
  running: RunningModel[] | null;
  place: Place;
  now: number;
};

export function observationOf(look: GenericLook): Observation {
  const running = believable(look);
  const models = look.cards.map((card) => toModel(card, running, look));
  const tellsContext = models.some((model) => model.contextAllocated !== null);
  return {
    variant: look.running === null ? null : withRunningList,
    version: null,
    abilities: {
      ...genericAbilities,
      ...(running === null ? {} : { listState: can, idleDeadline: can }),
      ...(running === null && !tellsContext ? {} : { contextAllocated: can }),
    },
    models: uniqueModels(models),
  };
}

/** Imitations of Ollama list one made-up model: a list that names none of the server's own is ignored. */
function believable({ cards, running }: GenericLook): ReadonlyMap<string, RunningModel> | null {
  if (running === null) return null;
  const ids = new Set(cards.map((card) => card.id));
  if (running.length > 0 && !running.some((each) => ids.has(each.name))) return null;
  return new Map(running.map((each) => [each.name, each]));
}

function toModel(
  card: GenericCard,
  running: ReadonlyMap<string, RunningModel> | null,
  { place, now }: GenericLook,
): Model {
  const runs = running?.get(card.id) ?? null;
  const contextAllocated = runs?.context_length ?? card.max_model_len ?? card.meta?.n_ctx ?? null;
  return modelOf({
    id: card.id,
    name: card.name ?? nameOfId(card.id),
    state: stateOf(running, runs),
    place,
    contextAllocated,
    contextMax:
      card.context_length ?? card.context_window ?? card.max_context_length ?? card.meta?.n_ctx_train ?? null,
    instances: runs === null ? [] : [{ id: card.id, contextAllocated }],
    idle: runs === null ? unknownDeadline : deadlineOf(runs.expires_at, now),
    hosted: isHosted(card, place),
  });
}

function stateOf(running: ReadonlyMap<string, RunningModel> | null, runs: RunningModel | null): ModelState {
  if (running === null) return { is: 'unknown' };
  return { is: runs === null ? 'not-loaded' : 'loaded' };
}

const tenYearsMs = 10 * 365 * 86_400_000;

/** A time that has passed belongs to a model that is working: its end is open. */
function deadlineOf(written: string | null, now: number): IdleDeadline {
  const at = Date.parse(written ?? '');
  if (!Number.isFinite(at) || at <= now) return unknownDeadline;
  return at - now > tenYearsMs ? neverUnloads : { is: 'at', at, periodMs: null, exact: true, basis: null };
}

const hostedOwners = new Set(['openai', 'openai-internal', 'system', 'anthropic', 'google']);

/** Far away, passed on to a provider, or an id that promises one side and may take the other. */
function isHosted(card: GenericCard, place: Place): boolean {
  if (place === 'public' || place === 'elsewhere') return true;
  if (hostedOwners.has(card.owned_by?.toLowerCase() ?? '')) return true;
  return /^llmman\.(?:hybrid|provider)\//.test(card.id);
}
