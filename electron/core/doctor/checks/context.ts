import { type ContextFit, contextFits } from '../../../../shared/context-fit.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, linksOf } from '../facts.ts';

/** Do contextWindow, contextTokens and maxTokens say what the server really gave? */
export const context: Check = {
  name: 'context',
  run: (facts) =>
    fitsOf(facts).flatMap((fit) => {
      const ref = `${fit.providerId}/${fit.modelId}`;
      const { contextWindow, contextTokens, maxTokens, numCtx } = fit.declared;
      const numbers = { contextWindow, contextTokens, maxTokens, 'params.num_ctx': numCtx };
      const known = { ...numbers, 'on the server': fit.allocated, 'the model’s maximum': fit.max };
      const evidence = Object.entries(known).flatMap(([name, value]) =>
        value === null ? [] : [`${name}: ${value}`],
      );
      // A second copy has a check of its own.
      const worst = fit.mismatches.find((each) => each.kind !== 'second-copy');
      if (worst !== undefined) {
        const { state, sentence: said, fixes } = worst;
        return [finding('context', { about: ref, state, sentence: said, evidence, fixes })];
      }
      if (fit.serverId === null || (fit.allocated === null && fit.max === null)) return [];
      const said = sentence('check.context.fine', { model: fit.modelId });
      return [finding('context', { about: ref, state: 'fine', sentence: said, evidence })];
    }),
};

/** Every model that is written, and of the chains also those the gateway discovers by itself. */
function fitsOf(facts: Facts): ContextFit[] {
  const written = contextFits(facts.snapshot);
  const isWritten = (fit: ContextFit) =>
    written.some((each) => each.providerId === fit.providerId && each.modelId === fit.modelId);
  const discovered = linksOf(facts).flatMap(({ context: fit }) =>
    fit === null || isWritten(fit) ? [] : [fit],
  );
  return [...written, ...discovered];
}
