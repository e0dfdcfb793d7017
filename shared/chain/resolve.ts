import type { ModelPicture, Provider, Routing } from '../gateway.ts';
import { aliasOf, findProviderModel, providerOf, refOf, type SplitRef, splitRef } from '../refs.ts';
import type { Model, ServerWithModels } from '../servers.ts';
import type { Snapshot } from '../snapshot.ts';

/** What a link as written stands for, and where it is found. */
export type ResolvedLink = {
  written: string;
  ref: string;
  alias: string | null;
  /** null: a bare id, which the gateway completes by rules that are not seen from here. */
  split: SplitRef | null;
  provider: Provider | null;
  /** Which services behind a proxy may answer; null: nothing is said. */
  routing: Routing | null;
  server: ServerWithModels | null;
  model: Model | null;
};

export function resolveLink(snapshot: Snapshot, picture: ModelPicture, written: string): ResolvedLink {
  const ref = refOf(picture, written);
  const split = splitRef(ref);
  const alias = aliasOf(picture, ref);
  const provider = providerOf(picture, split?.providerId);
  const routing =
    picture.routing.find((each) => each.target === ref) ??
    picture.routing.find((each) => each.target === split?.providerId) ??
    null;
  const server =
    split === null
      ? null
      : (snapshot.servers.find((each) => each.providerIds.includes(split.providerId)) ?? null);
  const model = server === null || split === null ? null : findProviderModel(server, provider, split.modelId);
  return { written, ref, alias, split, provider, routing, server, model };
}

/** The spelling on the server that comes closest to a model id it does not list; null: nothing is near. */
export function nearestId(wanted: string, offered: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '');
  const target = plain(wanted);
  const scored = offered.map((id) => ({ id, distance: editDistance(target, plain(id), target.length) }));
  const best = scored.toSorted((a, b) => a.distance - b.distance)[0];
  if (best === undefined) return null;
  const contained = scored.find(({ id }) => {
    const other = plain(id);
    return other.length >= 4 && target.length >= 4 && (other.includes(target) || target.includes(other));
  });
  if (best.distance <= Math.max(2, target.length * 0.3)) return best.id;
  return contained?.id ?? null;
}

function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? most + 1;
}
