import { standingByConfig } from '../../../../shared/chain/place.ts';
import { isWithinRegion } from '../../../../shared/chain/regions.ts';
import type { ModelPicture } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, linksOf } from '../facts.ts';

/** `replace` drops every provider the gateway brings along, and with them the hosted models people fall back on. */
export const modelsMode: Check = {
  name: 'models-mode',
  run(facts) {
    const { picture } = facts;
    if (picture === null) return [];
    if (picture.mode !== 'replace') {
      return [finding('models-mode', { state: 'fine', sentence: sentence('check.mode.fine') })];
    }
    const dropped = droppedRefs(facts, picture);
    return [
      finding('models-mode', {
        state: dropped.length > 0 ? 'broken' : 'look',
        sentence:
          dropped.length > 0
            ? sentence('check.mode.dropsLinks', { refs: dropped.join(', ') })
            : sentence('check.mode.replace'),
        evidence: ['models.mode: replace'],
        fixes: [
          {
            is: 'edits',
            label: sentence('fix.merge'),
            edits: [{ edit: 'set-models-mode', mode: 'merge' }],
          },
        ],
      }),
    ];
  },
};

function droppedRefs(facts: Facts, picture: ModelPicture): string[] {
  return linksOf(facts)
    .filter(({ providerId, modelId }) => {
      const provider = picture.providers.find((each) => each.id === providerId);
      return !(provider?.models ?? []).some((model) => model.id === modelId);
    })
    .map((link) => link.ref);
}

/** Even with local models: something hosted should be at hand. */
export const hostedConfigured: Check = {
  name: 'hosted-configured',
  run(facts) {
    const { picture } = facts;
    if (picture === null || picture.chains.length === 0) return [];
    const named = [
      ...linksOf(facts).map((link) => link.ref),
      ...picture.aliases.map((each) => each.ref),
      ...picture.uses.map((use) => use.ref),
    ].filter((ref) => !ref.endsWith('/*'));
    const hosted = named.find((ref) => standingByConfig(picture, ref) === 'hosted');
    return [
      hosted === undefined
        ? finding('hosted-configured', { state: 'look', sentence: sentence('check.hosted.none') })
        : finding('hosted-configured', {
            state: 'fine',
            sentence: sentence('check.hosted.fine', { ref: hosted }),
          }),
    ];
  },
};

/** Only where the person said which region answers should come from. */
export const region: Check = {
  name: 'region',
  run(facts) {
    const wanted = facts.snapshot.settings.wantedRegion;
    if (wanted === null) return [];
    return linksOf(facts).flatMap(({ ref, place }) => {
      if (place.is !== 'hosted') return [];
      const values = { ref, wanted: wanted.toUpperCase() };
      const about = { about: ref };
      if (place.region === null) {
        return [
          finding('region', {
            ...about,
            state: 'could-not-tell',
            sentence: sentence('check.region.unknown', values),
          }),
        ];
      }
      const told = { ...values, region: place.region.toUpperCase() };
      return isWithinRegion(place.region, wanted)
        ? [finding('region', { ...about, state: 'fine', sentence: sentence('check.region.fine', told) })]
        : [finding('region', { ...about, state: 'broken', sentence: sentence('check.region.other', told) })];
    });
  },
};

/** A proxy's own fallbacks are inside one link: the gateway cannot see them, and neither can the chain. */
export const proxyFallbacks: Check = {
  name: 'proxy-fallbacks',
  run: (facts) =>
    linksOf(facts).flatMap(({ ref, serverId }) => {
      const server = facts.snapshot.servers.find((each) => each.id === serverId);
      if (server?.kind !== 'litellm') return [];
      const said = sentence('check.proxy.hides', { ref, server: server.name });
      return [finding('proxy-fallbacks', { about: ref, state: 'look', sentence: said })];
    }),
};
