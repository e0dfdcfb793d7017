import type { ModelPicture } from './gateway.ts';
import { pictureOf } from './gateway.ts';
import type { Model, ServerWithModels } from './servers.ts';
import type { Snapshot } from './snapshot.ts';
import { modelInAddress } from './upstream-route.ts';

/** References of the gateway's config: `provider/model`, split at the first slash; the rest may hold anything. */

export type SplitRef = { providerId: string; modelId: string };

export function splitRef(ref: string): SplitRef | null {
  const slash = ref.indexOf('/');
  if (slash <= 0 || slash === ref.length - 1) return null;
  return { providerId: ref.slice(0, slash), modelId: ref.slice(slash + 1) };
}

type Named = Pick<ModelPicture, 'aliases' | 'providers'>;

/**
 * The ref a link as written stands for, by the rules the gateway resolves fallbacks with (resolveModelRefFromString
 * of release 2026.9.6): a profile behind it is split off; an alias counts in any case, also behind its provider's
 * name, and of equal aliases the last one; a provider counts in any case and is given back as the config spells it.
 */
export function refOf(picture: Named, written: string): string {
  const plain = withoutProfile(written);
  const split = splitRef(plain);
  const entry =
    picture.aliases.findLast(({ alias }) => alias !== null && isSame(alias, plain)) ??
    picture.aliases.findLast(
      ({ ref, alias }) =>
        alias !== null &&
        split !== null &&
        isSame(alias, split.modelId) &&
        isSame(splitRef(ref)?.providerId ?? '', split.providerId),
    );
  return asSpelt(picture, entry?.ref ?? plain);
}

/** The alias that a ref goes by; null: it has none. */
export function aliasOf(picture: Named, ref: string): string | null {
  return picture.aliases.findLast((entry) => asSpelt(picture, entry.ref) === ref)?.alias ?? null;
}

export function providerOf<Entry extends { id: string }>(
  picture: { providers: readonly Entry[] },
  providerId: string | undefined,
): Entry | null {
  return picture.providers.find(({ id }) => isSame(id, providerId ?? '')) ?? null;
}

function asSpelt(picture: Named, ref: string): string {
  const split = splitRef(ref);
  const provider = providerOf(picture, split?.providerId);
  return split === null || provider === null ? ref : `${provider.id}/${split.modelId}`;
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** What follows an `@` and belongs to the model's own name: a date, or a quantisation such as q4_k_m or 8bit. */
const partOfName = /^(?:\d{8}|i?q\d+(?:_[a-z0-9]+)*|\d+bit)(?=@|$)/i;

/** Without the `@profile` suffix the gateway allows behind a ref. */
export function withoutProfile(written: string): string {
  const text = written.trim();
  let at = text.indexOf('@', text.lastIndexOf('/') + 1);
  while (at > 0 && partOfName.test(text.slice(at + 1))) at = text.indexOf('@', at + 1);
  return at > 0 && at < text.length - 1 ? text.slice(0, at).trim() : text;
}

export type FoundModel = { server: ServerWithModels; model: Model | null };

/** The watched server, and the model on it, that a ref of the config means; null: no watched server. */
export function findByRef(snapshot: Snapshot, written: string): FoundModel | null {
  const picture = pictureOf(snapshot.gateway);
  const ref = splitRef(picture === null ? withoutProfile(written) : refOf(picture, written));
  if (ref === null) return null;
  const server = snapshot.servers.find((each) => each.providerIds.includes(ref.providerId));
  if (server === undefined) return null;
  const provider = picture === null ? null : providerOf(picture, ref.providerId);
  return { server, model: findProviderModel(server, provider, ref.modelId) };
}

/** What a provider of the config reaches by that id: its address may name the model by itself. */
export function findProviderModel(
  server: ServerWithModels,
  provider: { baseUrl: string | null } | null,
  modelId: string,
): Model | null {
  return findModel(server, modelInAddress(provider?.baseUrl) ?? modelId);
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
