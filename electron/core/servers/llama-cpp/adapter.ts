import { fail, ok, type Result } from '../../../../shared/result.ts';
import { isReady, type Model } from '../../../../shared/servers.ts';
import { note } from '../instance-notes.ts';
import type { AdapterContext, NudgeAnswer, ServerAdapter, ServerEvent } from '../types.ts';
import * as api from './client.ts';
import { observe, routerAbilities } from './observe.ts';
import { displacedByLoad, load, routerEvents, unload } from './router-actions.ts';

const nudgeTimeoutMs = 30_000;

/** Null in single mode, where the model has no name to send. */
function nameToSend(context: AdapterContext, model: Model): string | null {
  return context.previous?.variant === 'router' ? model.id : null;
}

/**
 * Waking a sleeping model is a load: only a model shown as awake is touched. Asking for the slots restarts the idle
 * time and tells whether it works, in one.
 */
async function nudge(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<NudgeAnswer>> {
  const touched = await touch(context, model, signal);
  if (!touched.ok) return touched;
  if ((touched.value ?? 0) > 0) return ok({ tokens: 0, busy: true });
  const name = nameToSend(context, model);
  if (name !== null) {
    const kept = await api.tokenizeNothing(context.client, name, signal);
    if (!kept.ok) return kept;
  }
  return ok({ tokens: 0, busy: false });
}

async function touch(
  context: AdapterContext,
  model: Model,
  signal: AbortSignal,
): Promise<Result<number | null>> {
  if (!isReady(model.state))
    return fail('not-supported', `${model.id} is not awake, and a nudge must not wake it.`);
  const name = nameToSend(context, model);
  if (name === null) {
    const props = await api.readProps(context.client);
    if (props.ok && props.value.is_sleeping === true) {
      return fail('not-supported', `${model.id} fell asleep, and a nudge must not wake it.`);
    }
  }
  const touchedAt = context.now();
  const touched = await api.touchSlots(context.client, name, { signal, timeoutMs: nudgeTimeoutMs });
  if (touched.ok) note(context.client, model.id, { usedAt: touchedAt });
  return touched;
}

async function* events(context: AdapterContext, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  if (context.previous?.variant === 'router') yield* routerEvents(context, signal);
}

export const llamaCpp: ServerAdapter = {
  kind: 'llama-cpp',
  label: 'llama.cpp',
  defaultPorts: [8080, 9931],
  abilities: routerAbilities,
  observe,
  load,
  unload,
  displacedByLoad,
  nudge: { tokens: 0, isRealRequest: false, send: nudge },
  /** The slots tell where there are no metrics. */
  async isAnswering(context, model, signal) {
    const working = await touch(context, model, signal);
    return working.ok && (working.value ?? 0) > 0;
  },
  events,
};
