import { expect, test } from 'vitest';
import { adapterFor } from '../../../electron/core/servers/registry.ts';
import { costToAgree } from '../../../renderer/display/nudge-cost.ts';
import { serverKinds } from '../../../shared/servers.ts';

test('only where paying helps is the person asked to pay', () => {
  const asked = serverKinds.flatMap((kind) => {
    const cost = costToAgree({ kind, abilities: adapterFor(kind).abilities });
    return cost === null ? [] : [`${kind}: ${cost.label}`];
  });
  expect(asked).toEqual(['lm-studio: warmth.oneToken', 'openai-compatible: warmth.realRequests']);
});
