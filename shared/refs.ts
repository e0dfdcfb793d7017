import type { ModelPicture } from './gateway.ts';
import { pictureOf } from './gateway.ts';
import type { Model, ServerWithModels } from './servers.ts';
import type { Snapshot } from './snapshot.ts';

/** References of the gateway's config: `provider/model`, split at the first slash; the rest may hold anything. */

export type SplitRef = { providerId: string; modelId: string };

export function splitRef(ref: string): SplitRef | null {
  const slash = ref.indexOf('/');
  if (slash <= 0 || slash === ref.length - 1) return null;
  return { providerId: ref.slice(0, slash), modelId: ref.slice(slash + 1) };
}

/** An alias stands for the ref it was given to; anything else stands for itself. */
export function resolveAlias(picture: ModelPicture, written: string): string {
  return picture.aliases.find((entry) => entry.alias === written)?.ref ?? written;
}

/** Without the `@profile` suffix the gateway allows behind a ref. */
export function withoutProfile(modelId: string): string {
  const at = modelId.lastIndexOf('@');
  return at > 0 ? modelId.slice(0, at) : modelId;
}

export type FoundModel = { server: ServerWithModels; model: Model | null };

/** The watched server, and the model on it, that a ref of the config means; null: no watched server. */
export function findByRef(snapshot: Snapshot, written: string): FoundModel | null {
  const picture = pictureOf(snapshot.gateway);
  const ref = splitRef(picture === null ? written : resolveAlias(picture, written));
  if (ref === null) return null;
  const server = snapshot.servers.find((each) => each.providerIds.includes(ref.providerId));
  if (server === undefined) return null;
  return { server, model: findModel(server, ref.modelId) };
}

export function findModel(server: ServerWithModels, modelId: string): Model | null {
  const names = [modelId, withoutProfile(modelId)];
  for (const name of names) {
    const exact = server.models.find((model) => model.id === name);
    if (exact !== undefined) return exact;
    const byAlias = server.models.find((model) => model.aliases.includes(name));
    if (byAlias !== undefined) return byAlias;
  }
  return null;
}
