import type { ServerClient } from '../server-client.ts';
import type { Shown, Tag } from './client.ts';
import { show } from './client.ts';
import { isCloud } from './transform.ts';

/** Before 0.30 the list lacks capabilities and the largest context: each model is asked once, a few per look. */

const mostPerLook = 8;

const shownByClient = new WeakMap<ServerClient, Map<string, Shown>>();

export async function shownModels(
  client: ServerClient,
  tags: readonly Tag[],
): Promise<(tag: Tag) => Shown | null> {
  const shown = shownByClient.get(client) ?? new Map<string, Shown>();
  shownByClient.set(client, shown);
  const missing = tags.filter((tag) => needsShow(tag) && !shown.has(keyOf(tag))).slice(0, mostPerLook);
  for (const tag of missing) {
    const answer = await show(client, tag.name);
    if (answer.ok) shown.set(keyOf(tag), answer.value);
    else if (answer.failure.code === 'not-found') shown.set(keyOf(tag), nothing);
    else break;
  }
  return (tag) => shown.get(keyOf(tag)) ?? null;
}

const nothing: Shown = { capabilities: null, model_info: null };

function needsShow(tag: Tag): boolean {
  return tag.capabilities === null && !isCloud(tag.name, tag);
}

/** A pulled update has another digest under the same name. */
function keyOf({ name, digest }: Tag): string {
  return `${name}\n${digest ?? ''}`;
}
