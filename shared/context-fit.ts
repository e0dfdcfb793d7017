import { type ContextMismatch, mismatchesOf } from './context/mismatches.ts';
import { type PlannedContext, plannedContext } from './context/planned.ts';
import { type ConfiguredModel, type Provider, pictureOf } from './gateway.ts';
import { findProviderModel } from './refs.ts';
import type { Model, ServerWithModels } from './servers.ts';
import type { Snapshot } from './snapshot.ts';

/** What the config says a model can take, what the server gave it, and what happens where the two differ. */

export { memoryFor } from './context/memory.ts';
export type { ContextMismatch, ContextMismatchKind } from './context/mismatches.ts';
export type { PlannedContext } from './context/planned.ts';

export type ContextFit = {
  providerId: string;
  modelId: string;
  /** null: no watched server, so only the config is known. */
  serverId: string | null;
  /** What the server calls it; null: not known there. */
  serverModelId: string | null;
  declared: Pick<ConfiguredModel, 'contextWindow' | 'contextTokens' | 'maxTokens' | 'numCtx'>;
  allocated: number | null;
  max: number | null;
  /** The number of tokens the gateway plans a conversation with, and why this number. */
  planned: PlannedContext;
  /** Worst first; empty: everything fits. */
  mismatches: ContextMismatch[];
};

/** One entry of the gateway's config together with what its server shows. */
export type ConfiguredPair = {
  provider: Provider;
  configured: ConfiguredModel;
  /** False for a model the gateway discovers by itself: there is no entry to edit. */
  written: boolean;
  server: ServerWithModels | null;
  model: Model | null;
};

/** Every model that is written in the config, in its order. */
export function contextFits(snapshot: Snapshot): ContextFit[] {
  const providers = pictureOf(snapshot.gateway)?.providers ?? [];
  return providers.flatMap((provider) =>
    (provider.models ?? []).map((configured) => fitOf(pairOf(snapshot, provider, configured, true))),
  );
}

/** null: the config has no such provider, or nothing is known of the model's context at all. */
export function contextFit(snapshot: Snapshot, providerId: string, modelId: string): ContextFit | null {
  const provider = pictureOf(snapshot.gateway)?.providers.find((each) => each.id === providerId);
  if (provider === undefined) return null;
  const written = provider.models?.find((each) => each.id === modelId);
  if (written !== undefined) return fitOf(pairOf(snapshot, provider, written, true));
  const discovered = pairOf(snapshot, provider, undeclared(modelId), false);
  return discovered.model === null ? null : fitOf(discovered);
}

function pairOf(
  snapshot: Snapshot,
  provider: Provider,
  configured: ConfiguredModel,
  written: boolean,
): ConfiguredPair {
  const server = snapshot.servers.find((each) => each.providerIds.includes(provider.id)) ?? null;
  return {
    provider,
    configured,
    written,
    server,
    model: server === null ? null : findProviderModel(server, provider, configured.id),
  };
}

function fitOf(pair: ConfiguredPair): ContextFit {
  const { provider, configured, server, model } = pair;
  const { contextWindow, contextTokens, maxTokens, numCtx } = configured;
  const planned = plannedContext(pair);
  return {
    providerId: provider.id,
    modelId: configured.id,
    serverId: server?.id ?? null,
    serverModelId: model?.id ?? null,
    declared: { contextWindow, contextTokens, maxTokens, numCtx },
    allocated: model?.contextAllocated ?? null,
    max: model?.contextMax ?? null,
    planned,
    mismatches: mismatchesOf(pair, planned),
  };
}

function undeclared(modelId: string): ConfiguredModel {
  return {
    id: modelId,
    name: null,
    contextWindow: null,
    contextTokens: null,
    maxTokens: null,
    numCtx: null,
    keepAlive: null,
    reasoning: null,
    api: null,
    costs: false,
  };
}
