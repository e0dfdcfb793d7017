import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { contextEvidence, fitsOf, isOfSmallCopy } from '../context-fits.ts';

/** Do contextWindow, contextTokens and maxTokens say what the server really gave? */
export const context: Check = {
  name: 'context',
  run: (facts) =>
    fitsOf(facts).flatMap((fit) => {
      const ref = `${fit.providerId}/${fit.modelId}`;
      const evidence = contextEvidence(fit);
      // Copies, those that are there and the one to come, have a check of their own.
      const worst = fit.mismatches.find(
        (each) => each.kind !== 'second-copy' && !isOfSmallCopy(facts, fit, each),
      );
      if (worst !== undefined) {
        const { state, sentence: said, fixes } = worst;
        return [finding('context', { about: ref, state, sentence: said, evidence, fixes })];
      }
      const isToldElsewhere = fit.mismatches.length > 0;
      if (isToldElsewhere || fit.serverId === null || (fit.allocated === null && fit.max === null)) return [];
      const said = sentence('check.context.fine', { model: fit.modelId });
      return [finding('context', { about: ref, state: 'fine', sentence: said, evidence })];
    }),
};
