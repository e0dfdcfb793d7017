import { timeoutFix } from '../../../../shared/chain/badges.ts';
import { loadSecondsOf } from '../../../../shared/chain/timing.ts';
import { silenceSeconds } from '../../../../shared/gateway-rules.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { nearLinks } from '../facts.ts';

/** A provider's timeoutSeconds against the loads that were measured here. */
export const timeout: Check = {
  name: 'timeout',
  run: (facts) =>
    nearLinks(facts).flatMap(({ link, server, model }) => {
      const provider = facts.picture?.providers.find((each) => each.id === link.providerId);
      const load = loadSecondsOf(facts.snapshot, server, model);
      if (provider === undefined || load === null) return [];
      const limit = provider.timeoutSeconds ?? silenceSeconds.selfHosted;
      const values = { model: model.name, load, limit };
      const evidence = [
        `measured load: ${load} s`,
        `timeoutSeconds: ${provider.timeoutSeconds ?? `not written (${limit})`}`,
      ];
      if (load < limit) {
        return [
          finding('timeout', {
            about: link.ref,
            state: 'fine',
            sentence: sentence('check.timeout.fine', values),
            evidence,
          }),
        ];
      }
      return [
        finding('timeout', {
          about: link.ref,
          state: 'look',
          sentence: sentence('check.timeout.short', values),
          evidence,
          fixes: timeoutFix(provider.id, load, provider.timeoutSeconds),
        }),
      ];
    }),
};
