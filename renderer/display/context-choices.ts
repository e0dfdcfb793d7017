import { contextFits } from '../../shared/context-fit.ts';
import type { Formats } from '../../shared/messages/formats.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** The context sizes worth offering for a load, each with its reason; the same size is offered once. */
export type ContextChoice = { id: string; label: PlainKey; tokens: number | null };

export const ownChoice = 'own';
const smallestContext = 256;

export function contextChoices(snapshot: Snapshot, server: ServerWithModels, model: Model): ContextChoice[] {
  const expected = contextFits(snapshot).find(
    (fit) => fit.serverId === server.id && (fit.modelId === model.id || model.aliases.includes(fit.modelId)),
  );
  const most = model.contextMax;
  const sized: { id: string; label: PlainKey; tokens: number | null }[] = [
    {
      id: 'expected',
      label: 'load.context.configured',
      tokens: atMost(expected?.planned.tokens ?? null, most),
    },
    { id: 'current', label: 'load.context.current', tokens: model.contextAllocated },
    { id: 'largest', label: 'load.context.largest', tokens: most },
  ];
  const seen = new Set<number>();
  const offered = sized.filter(({ tokens }) => {
    if (tokens === null || seen.has(tokens)) return false;
    seen.add(tokens);
    return true;
  });
  return [
    ...offered,
    { id: 'server', label: 'load.context.server', tokens: null },
    { id: ownChoice, label: 'load.context.own', tokens: null },
  ];
}

function atMost(tokens: number | null, most: number | null): number | null {
  return tokens === null || most === null ? tokens : Math.min(tokens, most);
}

/** A typed number of tokens that could be meant for a load of this model; null: none. */
export function typedContext(text: string, most: number | null, format: Formats): number | null {
  const tokens = format.readTokens(text, most);
  return tokens !== null && tokens >= smallestContext ? tokens : null;
}
