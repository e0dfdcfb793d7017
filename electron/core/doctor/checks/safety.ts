import type { ModelPicture, ToolLimits } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { Model } from '../../../../shared/servers.ts';
import { type Check, finding } from '../check.ts';
import { type NearLink, nearLinks } from '../facts.ts';

/** Small or heavily quantised models follow injected instructions more readily. */
const smallParameters = 14e9;
const heavyBits = 3.6;
/** What one graphics card of the usual size holds. */
const oneCardBytes = 24e9;

export const modelSize: Check = {
  name: 'model-size',
  run: (facts) =>
    nearLinks(facts).flatMap(({ link, model }) => {
      const about = { about: link.ref, evidence: sizeEvidence(model) };
      const values = { model: model.name };
      if (isSmall(model)) {
        return [
          finding('model-size', { ...about, state: 'look', sentence: sentence('check.size.small', values) }),
        ];
      }
      if (isHeavilyQuantised(model)) {
        return [
          finding('model-size', {
            ...about,
            state: 'look',
            sentence: sentence('check.size.quantised', values),
          }),
        ];
      }
      if (model.parameters === null && model.bitsPerWeight === null) return [];
      const bytes = model.memoryBytes ?? model.fileBytes;
      const said = sentence(
        bytes !== null && bytes <= oneCardBytes ? 'check.size.oneCard' : 'check.size.fine',
        values,
      );
      return [finding('model-size', { ...about, state: 'fine', sentence: said })];
    }),
};

function isSmall({ parameters }: Model): boolean {
  return parameters !== null && parameters < smallParameters;
}

function isHeavilyQuantised({ bitsPerWeight, quantisation }: Model): boolean {
  if (bitsPerWeight !== null) return bitsPerWeight < heavyBits;
  return /^(i?q[123]|2bit|3bit)/i.test(quantisation ?? '');
}

function sizeEvidence({ parameters, quantisation, bitsPerWeight, fileBytes }: Model): string[] {
  return [
    ...(parameters === null ? [] : [`${Math.round(parameters / 1e8) / 10} billion parameters`]),
    ...(quantisation === null ? [] : [quantisation]),
    ...(bitsPerWeight === null ? [] : [`${bitsPerWeight} bits per weight`]),
    ...(fileBytes === null ? [] : [`${Math.round(fileBytes / 1e8) / 10} GB`]),
  ];
}

/** Shorter histories leave less room for what was smuggled in. */
export const compaction: Check = {
  name: 'compaction',
  run(facts) {
    if (facts.picture === null || nearLinks(facts).length === 0) return [];
    if (facts.picture.compactionEnabled !== false) {
      return [finding('compaction', { state: 'fine', sentence: sentence('check.compaction.on') })];
    }
    return [
      finding('compaction', {
        state: 'look',
        sentence: sentence('check.compaction.off'),
        evidence: ['agents.defaults.compaction.enabled: false'],
        fixes: [
          {
            is: 'edits',
            label: sentence('fix.compaction'),
            edits: [{ edit: 'set-compaction', enabled: true }],
          },
        ],
      }),
    ];
  },
};

export const narrowAgents: Check = {
  name: 'narrow-agents',
  run(facts) {
    const { picture } = facts;
    const weak = nearLinks(facts).filter(isWeak);
    if (picture === null) return [];
    const open = weak.find((near) => !limitsFor(picture, near).some(isNarrow));
    const first = open ?? weak[0];
    if (first === undefined) return [];
    const model = first.model.name;
    const limits = limitsFor(picture, first);
    if (open === undefined) {
      const profile = limits.find(isNarrow)?.profile ?? null;
      const said =
        profile !== null && narrowProfiles.has(profile)
          ? sentence('check.narrow.fine', { profile })
          : sentence('check.narrow.limited', { model });
      return [finding('narrow-agents', { state: 'fine', sentence: said })];
    }
    const { profile } = picture.tools;
    return [
      finding('narrow-agents', {
        state: 'look',
        sentence: sentence(profile === 'coding' ? 'check.narrow.coding' : 'check.narrow.wide', { model }),
        evidence: [`tools.profile: ${profile ?? 'not written'}`],
        fixes: [{ is: 'place', label: sentence('fix.openConfig'), place: 'config' }],
      }),
    ];
  },
};

/** `coding` is not among them: it opens files and the shell. */
const narrowProfiles: ReadonlySet<string> = new Set(['minimal', 'messaging']);

/** What is written for everybody, for the model's provider and for the model itself: each can only take away. */
function limitsFor({ tools }: ModelPicture, { link }: NearLink): ToolLimits[] {
  const keys = [link.providerId, link.ref, link.modelId];
  const own = keys.flatMap((key) => (key === null ? [] : (tools.byProvider[key] ?? [])));
  return [tools, ...own];
}

function isNarrow({ profile, allow, deny }: ToolLimits): boolean {
  if (deny.includes('*')) return true;
  if (profile !== null && narrowProfiles.has(profile)) return true;
  return allow !== null && allow.length > 0 && !allow.includes('*');
}

function isWeak({ model }: NearLink): boolean {
  return isSmall(model) || isHeavilyQuantised(model);
}
