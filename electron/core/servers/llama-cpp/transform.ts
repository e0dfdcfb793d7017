import type { IdleDeadline, Model, ModelCapability, ModelState, Place } from '../../../../shared/servers.ts';
import { type EngineLoad, stateOfEngine } from '../engine-load.ts';
import type { InstanceNotes } from '../instance-notes.ts';
import {
  bitsFromQuantisation,
  estimatedDeadline,
  loadingState,
  modelOf,
  neverUnloads,
  previousModel,
  unknownDeadline,
} from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import type { Card, Props } from './client.ts';

export type Surroundings = {
  place: Place;
  now: number;
  previous: Observation | null;
  notes: InstanceNotes;
};

/** `b10644-0123abcd`; null where the number says nothing, as in builds from a shallow checkout. */
export function buildNumber(buildInfo: string | null): number | null {
  const number = Number(/^b(\d{4,6})\b/.exec(buildInfo ?? '')?.[1]);
  return Number.isInteger(number) ? number : null;
}

/** From this build on `/metrics` is answered from a cache and leaves a sleeping model alone. */
const cachedMetricsBuild = 10_519;

export function mayReadMetrics(buildInfo: string | null): boolean {
  return (buildNumber(buildInfo) ?? 0) >= cachedMetricsBuild;
}

export function singleModel(
  card: Card,
  props: Props | null,
  load: EngineLoad | null,
  { place }: Surroundings,
): Model {
  const context = card.meta?.n_ctx ?? props?.default_generation_settings?.n_ctx ?? null;
  const asleep = props?.is_sleeping === true;
  return modelOf({
    ...whatCardTells(card, props?.model_ftype ?? null),
    id: card.id,
    aliases: namesBeside(card.id, [...card.aliases, props?.model_alias ?? '']),
    state: asleep ? { is: 'asleep' } : stateOfEngine(load),
    instances: asleep ? [] : [{ id: card.id, contextAllocated: context }],
    contextAllocated: context,
    capabilities: capabilitiesOf(card, props),
    // How long it may idle before it sleeps is told nowhere.
    idle: unknownDeadline,
    place,
  });
}

/** While a single server loads it says nothing but that: what was known of its models still holds. */
export function modelsWhileLoading(previous: Observation, now: number): Model[] {
  return previous.models.map((model) => ({
    ...model,
    state: loadingState(model, now, null),
    instances: [],
    idle: unknownDeadline,
  }));
}

export function routerModel(card: Card, load: EngineLoad | null, around: Surroundings): Model {
  const state = routerState(card, load, around);
  const inMemory = state.is === 'loaded' || state.is === 'busy';
  const context = card.meta?.n_ctx ?? null;
  return modelOf({
    ...whatCardTells(card, quantisationInName(card.id)),
    id: card.id,
    aliases: namesBeside(card.id, card.aliases),
    state,
    instances: inMemory ? [{ id: card.id, contextAllocated: context }] : [],
    contextAllocated: inMemory ? context : null,
    capabilities: capabilitiesOf(card, null),
    idle: inMemory ? routerDeadline(card, around) : unknownDeadline,
    place: around.place,
  });
}

function routerState(card: Card, load: EngineLoad | null, { now, previous }: Surroundings): ModelState {
  const { value, failed, exit_code } = card.status ?? { value: '', failed: null, exit_code: null };
  switch (value) {
    case 'loaded':
      return stateOfEngine(load);
    case 'loading':
      return loadingState(previousModel(previous, card.id), now, null);
    case 'sleeping':
      return { is: 'asleep' };
    case 'unloaded':
      return failed === true
        ? { is: 'failed', reason: `Its process ended with code ${exit_code ?? 'unknown'}.` }
        : { is: 'not-loaded' };
    case 'downloading':
    case 'downloaded':
      return { is: 'not-loaded' };
    default:
      return { is: 'unknown' };
  }
}

/** The router shows the command line of each child, and with it whether and when it sleeps. */
function routerDeadline(card: Card, { now, previous, notes }: Surroundings): IdleDeadline {
  const args = card.status?.args ?? [];
  if (args.length === 0) return unknownDeadline;
  const seconds = sleepSeconds(args);
  if (seconds === null) return neverUnloads;
  const before = previousModel(previous, card.id);
  return estimatedDeadline({
    periodMs: seconds * 1000,
    usedAt: notes.get(card.id)?.usedAt ?? null,
    before: before?.state.is === 'loaded' || before?.state.is === 'busy' ? before.idle : null,
    now,
    otherwise: 'configured-idle-time',
  });
}

function sleepSeconds(args: readonly string[]): number | null {
  const flag = '--sleep-idle-seconds';
  const at = args.lastIndexOf(flag);
  const written =
    at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith(`${flag}=`))?.slice(flag.length + 1);
  const seconds = Number(written ?? Number.NaN);
  return Number.isInteger(seconds) && seconds > 0 && seconds < 1e9 ? seconds : null;
}

function whatCardTells({ meta }: Card, otherwise: string | null): Partial<Model> {
  const quantisation = meta?.ftype ?? otherwise;
  return {
    contextMax: meta?.n_ctx_train ?? null,
    quantisation,
    bitsPerWeight: bitsFromQuantisation(quantisation),
    parameters: meta?.n_params ?? null,
    fileBytes: meta?.size ?? null,
  };
}

/** `ggml-org/Qwen3-8B-GGUF:Q4_K_M` */
function quantisationInName(id: string): string | null {
  const tail = id.includes(':') ? id.slice(id.lastIndexOf(':') + 1) : '';
  return bitsFromQuantisation(tail) === null ? null : tail;
}

function namesBeside(id: string, names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '' && name !== id);
}

function capabilitiesOf({ architecture }: Card, props: Props | null): ModelCapability[] | null {
  const inputs = architecture?.input_modalities ?? [];
  const outputs = architecture?.output_modalities ?? [];
  if (architecture === null && props?.modalities == null && props?.chat_template_caps == null) return null;
  if (outputs.some((each) => /^embedding/.test(each)) && !outputs.includes('text')) return ['embedding'];
  const caps = props?.chat_template_caps;
  const has: [ModelCapability, boolean][] = [
    ['chat', true],
    ['vision', inputs.includes('image') || props?.modalities?.vision === true],
    ['audio', inputs.includes('audio') || props?.modalities?.audio === true],
    ['tools', caps?.supports_tools === true || caps?.supports_tool_calls === true],
    ['reasoning', caps?.supports_preserve_reasoning === true],
  ];
  return has.flatMap(([capability, present]) => (present ? [capability] : []));
}
