import { isReady, type Model, type ServerWithModels } from '../../../shared/servers.ts';
import type { AdapterContext, ServerAdapter } from './types.ts';

/** Whose answer an action would cut off, by the server's own word right before it and never by an older one. */

export type CutOff = {
  verb: 'load' | 'unload' | 'reload';
  server: ServerWithModels;
  model: Model;
  adapter: ServerAdapter;
  context: AdapterContext;
  signal: AbortSignal;
};

/** A server that does not even say whether it works, for this long, works. */
const closerLookMs = 10_000;

export async function whoWouldBeCutOff(action: CutOff): Promise<Model[]> {
  const touched = await touchedBy(action);
  const known = touched.filter(({ state }) => state.is === 'busy');
  if (known.length > 0) return known;
  const found: Model[] = [];
  for (const model of touched.filter(({ state }) => isReady(state))) {
    if (await isAnswering(action, model)) found.push(model);
  }
  return found;
}

/** The model itself, and those that a load takes the place of. */
async function touchedBy({ verb, server, model, adapter, context }: CutOff): Promise<readonly Model[]> {
  const others = server.models.filter(({ id, instances }) => id !== model.id && instances.length > 0);
  const loads = verb === 'reload' || (verb === 'load' && !isReady(model.state));
  const displaced =
    loads && others.length > 0 ? ((await adapter.displacedByLoad?.(context, model, others)) ?? []) : [];
  return verb === 'load' ? displaced : [model, ...displaced];
}

async function isAnswering({ adapter, context, signal }: CutOff, model: Model): Promise<boolean> {
  if (adapter.isAnswering === undefined && adapter.lookCloser === undefined) return false;
  const limit = new AbortController();
  const over = new AbortController();
  void context.wait(closerLookMs, over.signal).then(() => limit.abort());
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    const ask = adapter.isAnswering ?? ((...asked) => askCloser(adapter, ...asked));
    const told = await ask(context, model, both);
    return told || limit.signal.aborted;
  } finally {
    over.abort();
  }
}

async function askCloser(
  adapter: ServerAdapter,
  ...asked: [context: AdapterContext, model: Model, signal: AbortSignal]
): Promise<boolean> {
  const told = await adapter.lookCloser?.(...asked);
  return told?.ok === true && told.value.busy === true;
}
