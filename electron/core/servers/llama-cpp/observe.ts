import { ok, type Result } from '../../../../shared/result.ts';
import type { Abilities, Ability } from '../../../../shared/servers.ts';
import type { EngineLoad } from '../engine-load.ts';
import { forgetOthers, notesOf } from '../instance-notes.ts';
import type { ServerClient } from '../server-client.ts';
import { abilitiesOf, can, cannot, uniqueModels } from '../shared-transform.ts';
import type { AdapterContext, Observation } from '../types.ts';
import * as api from './client.ts';
import {
  mayReadMetrics,
  modelsWhileLoading,
  routerModel,
  type Surroundings,
  singleModel,
} from './transform.ts';

export const routerAbilities = abilitiesOf(can, { loadWithContext: cannot('no-such-call') });

const oneModel = cannot('one-model-per-process');
const singleAbilities = abilitiesOf(oneModel, {
  listState: can,
  loadProgress: cannot('no-such-call'),
  contextAllocated: can,
  idleDeadline: cannot('not-told'),
  busy: can,
  events: cannot('no-such-call'),
  freeNudge: can,
});

/** Never `/slots`: that keeps a model awake, so it is a nudge and no observation. */
export async function observe(context: AdapterContext): Promise<Result<Observation>> {
  const known = context.previous;
  if (known?.variant === 'router') {
    const listed = await api.listModels(context.client);
    if (!listed.ok) return listed;
    const stillRouter = listed.value.data.every(({ status }) => status !== null);
    if (stillRouter) return ok(await router(context, known.version, listed.value.data));
  }
  const props = await api.readProps(context.client);
  if (!props.ok && props.failure.code === 'server-loading' && known !== null) {
    return ok({ ...known, models: modelsWhileLoading(known, context.now()) });
  }
  // Old builds have no /props; their list is enough.
  if (!props.ok && props.failure.code !== 'not-found') return props;
  const listed = await api.listModels(context.client);
  if (!listed.ok) return listed;
  const told = props.ok ? props.value : null;
  const isRouter = told?.role === 'router' || listed.value.data.some(({ status }) => status !== null);
  const cards = listed.value.data;
  return ok(
    isRouter ? await router(context, told?.build_info ?? null, cards) : await single(context, told, cards),
  );
}

async function single(
  context: AdapterContext,
  props: api.Props | null,
  cards: readonly api.Card[],
): Promise<Observation> {
  const version = props?.build_info ?? null;
  const asleep = props?.is_sleeping === true;
  if (props?.endpoint_metrics === false) withoutMetrics.add(context.client);
  const busy = asleep
    ? { load: null, ability: busyAbility(context.client, version) }
    : await readLoad(context.client, version, null);
  const around = surroundings(context);
  const abilities: Abilities = { ...singleAbilities, busy: busy.ability, load: asleep ? can : oneModel };
  const models = uniqueModels(cards.map((card) => singleModel(card, props, busy.load, around)));
  return { variant: 'single', version, abilities, models };
}

async function router(
  context: AdapterContext,
  version: string | null,
  cards: readonly api.Card[],
): Promise<Observation> {
  const around = surroundings(context);
  forgetOthers(context.client, new Set(cards.filter(isLoaded).map(({ id }) => id)));
  const loads = new Map<string, EngineLoad | null>();
  for (const { id } of cards.filter(isLoaded).slice(0, mostChildrenAsked)) {
    const busy = await readLoad(context.client, version, id);
    loads.set(id, busy.load);
  }
  const models = cards.map((card) => routerModel(card, loads.get(card.id) ?? null, around));
  return {
    variant: 'router',
    version,
    abilities: { ...routerAbilities, busy: busyAbility(context.client, version) },
    models: uniqueModels(models),
  };
}

/** A router keeps four by default; with more, a look must stay small. */
const mostChildrenAsked = 6;

function isLoaded({ status }: api.Card): boolean {
  return status?.value === 'loaded';
}

function surroundings(context: AdapterContext): Surroundings {
  return {
    place: context.place,
    now: context.now(),
    previous: context.previous,
    notes: notesOf(context.client),
  };
}

type Busy = { load: EngineLoad | null; ability: Ability };

/** Servers started without `--metrics` are not asked again until they are connected to anew. */
const withoutMetrics = new WeakSet<ServerClient>();

function busyAbility(client: ServerClient, version: string | null): Ability {
  if (!mayReadMetrics(version)) return cannot('needs-newer-version');
  return withoutMetrics.has(client) ? cannot('needs-admin-option') : can;
}

async function readLoad(client: ServerClient, version: string | null, modelId: string | null): Promise<Busy> {
  const ability = busyAbility(client, version);
  const metrics = ability.can ? await api.readMetrics(client, modelId) : null;
  if (metrics !== 'switched-off') return { load: metrics, ability };
  withoutMetrics.add(client);
  return { load: null, ability: busyAbility(client, version) };
}
