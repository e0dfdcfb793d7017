import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { AdapterContext, LoadAnswer, LoadRequest, UnloadRequest } from '../types.ts';
import {
  askReload,
  initialOption,
  readContext,
  readName,
  readOptions,
  readPerformance,
  unloadOption,
} from './client.ts';
import { fileOfName, isConfiguration, isLoaded, nameOfFile, sameName } from './names.ts';
import { type Before, followRestart } from './restart.ts';

/** Loading is a restart of the whole process with other arguments, and its yes says nothing: look what came up. */
export async function load(context: AdapterContext, request: LoadRequest): Promise<Result<LoadAnswer>> {
  const { client } = context;
  const before = await lookBefore(context);
  if (!before.ok) return before;
  const wanted = wantedOf(request.modelId, await readOptions(client));
  if (wanted.name !== null && sameName(wanted.name, before.value.name)) {
    return ok({ instanceId: before.value.name, contextAllocated: before.value.context });
  }
  const asked = await askReload(client, wanted.file, request.signal);
  if (!asked.ok) return asked;
  const { name } = wanted;
  const isExpected = (up: string) => (name === null ? isLoaded(up) : sameName(up, name));
  const up = await followRestart(context, before.value, isExpected, request.signal);
  if (!up.ok) return up;
  const after = { name: up.value, context: await readContext(client) };
  if (!isExpected(up.value)) {
    return fail('load-failed', `The load failed: KoboldCpp came back with ${up.value}.`);
  }
  if (name === null && sameName(after.name, before.value.name) && after.context === before.value.context) {
    return fail('load-not-confirmed', 'KoboldCpp restarted and shows the very same model and context.');
  }
  return ok({ instanceId: after.name, contextAllocated: after.context });
}

/** `name` null: a configuration, which shows only afterwards what it brings. */
function wantedOf(modelId: string, options: readonly string[]): { file: string; name: string | null } {
  if (options.includes(modelId)) return { file: modelId, name: nameOfFile(modelId) };
  const file = fileOfName(modelId, options);
  // A model from outside the admin's folder is the one KoboldCpp was started with.
  return { file: file ?? initialOption, name: modelId };
}

export async function unload(context: AdapterContext, request: UnloadRequest): Promise<Result<void>> {
  const before = await lookBefore(context);
  if (!before.ok) return before;
  const { name } = before.value;
  if (isConfiguration(request.modelId)) {
    return fail('not-supported', 'Only the model that is up can be unloaded, not a configuration.');
  }
  const isUp = sameName(name, request.modelId) || sameName(name, nameOfFile(request.modelId) ?? '');
  if (!isUp) return ok(undefined);
  const asked = await askReload(context.client, unloadOption, request.signal);
  if (!asked.ok) return asked;
  const up = await followRestart(context, before.value, (each) => !isLoaded(each), request.signal);
  if (!up.ok) return up;
  return isLoaded(up.value)
    ? fail('load-not-confirmed', `KoboldCpp restarted, but ${up.value} is loaded again.`)
    : ok(undefined);
}

async function lookBefore({ client }: AdapterContext): Promise<Result<Before & { context: number | null }>> {
  const name = await readName(client);
  if (!name.ok) return name;
  const uptime = (await readPerformance(client))?.uptime ?? null;
  return ok({ name: name.value, uptime, context: await readContext(client) });
}
