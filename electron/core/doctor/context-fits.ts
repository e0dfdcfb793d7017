import { type ContextFit, type ContextMismatch, contextFits } from '../../../shared/context-fit.ts';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import { type Facts, linksOf } from './facts.ts';

/** What several checks say of contexts, so that one cause is told by one of them. */

/** Every model that is written, and of the chains also those the gateway discovers by itself. */
export function fitsOf(facts: Facts): ContextFit[] {
  const written = contextFits(facts.snapshot);
  const isWritten = (fit: ContextFit) =>
    written.some((each) => each.providerId === fit.providerId && each.modelId === fit.modelId);
  const discovered = linksOf(facts).flatMap(({ context: fit }) =>
    fit === null || isWritten(fit) ? [] : [fit],
  );
  return [...written, ...discovered];
}

/** The numbers of both sides, by the names they have in the config. */
export function contextEvidence(fit: ContextFit): string[] {
  const { contextWindow, contextTokens, maxTokens, numCtx } = fit.declared;
  const numbers = { contextWindow, contextTokens, maxTokens, 'params.num_ctx': numCtx };
  const known = { ...numbers, 'on the server': fit.allocated, 'the model’s maximum': fit.max };
  return Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
}

/**
 * Too little context only because of a copy beside one that is large enough: unloading the small one mends it, and
 * that is what the check of the copies offers.
 */
export function isOfSmallCopy(facts: Facts, fit: ContextFit, { kind }: ContextMismatch): boolean {
  if (kind !== 'first-message-refused' && kind !== 'refused-later') return false;
  const server = facts.snapshot.servers.find((each) => each.id === fit.serverId);
  const model = server?.models.find((each) => each.id === fit.serverModelId);
  return (model?.instances ?? []).some(
    ({ contextAllocated }) => contextAllocated !== null && contextAllocated >= fit.planned.tokens,
  );
}

export function fitsOfModel(facts: Facts, server: ServerWithModels, model: Model): ContextFit[] {
  return fitsOf(facts).filter((fit) => fit.serverId === server.id && fit.serverModelId === model.id);
}
