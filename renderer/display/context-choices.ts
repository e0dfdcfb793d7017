import { contextFits } from '../../shared/context-fit.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import type { Model, ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';

/** The context sizes worth offering for a load, each with its reason; the same size is offered once. */
export type ContextChoice = { id: string; label: PlainKey; tokens: number | null };

export const ownChoice = 'own';
export const smallestContext = 256;

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

/** `65536`, `65,536`, `64k`: what people write for a number of tokens. null: not a number that could be meant. */
export function parseTokens(text: string): number | null {
  const match = /^([\d\s.,_']+)\s*(k|m)?$/i.exec(text.trim());
  if (match?.[1] === undefined) return null;
  const unit = match[2]?.toLowerCase();
  if (unit === undefined) return whole(match[1].replace(/[\s.,_']/g, ''));
  const size = unit === 'k' ? 1_024 : 1_048_576;
  return whole(String(Math.round(Number(match[1].replace(',', '.')) * size)));
}

function whole(digits: string): number | null {
  const value = Number(digits);
  return digits !== '' && Number.isSafeInteger(value) && value >= smallestContext ? value : null;
}
