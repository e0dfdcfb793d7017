import type { Fix } from '../findings.ts';
import type { AgentChain, ModelPicture, ModelUse } from '../gateway.ts';
import { usualHeartbeat } from '../gateway-rules.ts';
import { sentence } from '../messages/sentence.ts';
import { refOf, splitRef, withoutProfile } from '../refs.ts';
import { isReady } from '../servers.ts';
import type { Snapshot } from '../snapshot.ts';
import { shownName } from './outlook.ts';
import { type ResolvedLink, resolveLink } from './resolve.ts';
import { thrashBadges } from './thrash.ts';
import { limitSecondsOf, loadSecondsOf } from './timing.ts';
import type { ChainLink, ChainView } from './types.ts';

type LinkBadge = ChainLink['badges'][number];
type ChainBadge = ChainView['badges'][number];

export function badgesOfLink(
  snapshot: Snapshot,
  picture: ModelPicture,
  chain: AgentChain,
  link: ResolvedLink,
  at: { index: number; firstIndex: number },
): LinkBadge[] {
  return [
    ...duplicateBadge(chain, link, at),
    ...allowBadge(picture, chain.allow ?? picture.allow ?? [], link),
    ...aliasBadges(picture, link),
    ...timeoutBadge(snapshot, link),
  ];
}

function* duplicateBadge(
  chain: AgentChain,
  link: ResolvedLink,
  { index, firstIndex }: { index: number; firstIndex: number },
): Generator<LinkBadge> {
  if (firstIndex === index) return;
  const own = chain.fallbacks?.[index - 1] === link.written && chain.notEditable === null;
  const edit = {
    edit: 'remove-fallback' as const,
    agentId: chain.agentId,
    index: index - 1,
    ref: link.written,
  };
  const fixes: Fix[] = own
    ? [{ is: 'edits', label: sentence('fix.removeLink', { ref: link.written }), edits: [edit] }]
    : [];
  yield { badge: 'duplicate', level: 'warn', sentence: sentence('badge.duplicate'), fixes };
}

/** An empty list allows any model. */
function* allowBadge(
  picture: ModelPicture,
  allow: readonly string[],
  link: ResolvedLink,
): Generator<LinkBadge> {
  if (allow.length === 0 || isAllowed(picture, allow, link)) return;
  yield { badge: 'outside-allow', level: 'note', sentence: sentence('badge.outsideAllow'), fixes: [] };
}

/** Exact refs, aliases, `provider/*` and `provider/ns/*`. */
export function isAllowed(
  picture: Pick<ModelPicture, 'aliases' | 'providers'>,
  allow: readonly string[],
  link: Pick<ResolvedLink, 'ref' | 'alias' | 'written'>,
): boolean {
  return allow.some((entry) => {
    // Providers count in any case; the rest of the names does not.
    if (entry.endsWith('/*')) return link.ref.startsWith(refOf(picture, entry).slice(0, -1));
    return refOf(picture, entry) === link.ref;
  });
}

function* aliasBadges(picture: ModelPicture, link: ResolvedLink): Generator<LinkBadge> {
  const plain = withoutProfile(link.written).toLowerCase();
  const refs = picture.aliases.filter((each) => each.alias?.toLowerCase() === plain).map((each) => each.ref);
  const [first, ...others] = [...new Set(refs)];
  if (first === undefined) return;
  const values = { alias: link.written, ref: link.ref };
  if (others.length > 0) {
    yield {
      badge: 'alias-ambiguous',
      level: 'warn',
      sentence: sentence('badge.aliasAmbiguous', values),
      fixes: [],
    };
  } else if (namesAnotherModel(picture, link)) {
    yield {
      badge: 'alias-elsewhere',
      level: 'warn',
      sentence: sentence('badge.aliasElsewhere', values),
      fixes: [],
    };
  }
}

function namesAnotherModel(picture: ModelPicture, { written, ref }: ResolvedLink): boolean {
  const real = splitRef(ref)?.modelId;
  const asRef = splitRef(written);
  return picture.providers.some((provider) =>
    (provider.models ?? []).some(
      (model) =>
        (model.id === written && model.id !== real) ||
        (asRef !== null && provider.id === asRef.providerId && model.id === asRef.modelId && written !== ref),
    ),
  );
}

function* timeoutBadge(snapshot: Snapshot, link: ResolvedLink): Generator<LinkBadge> {
  const written = link.provider?.timeoutSeconds ?? null;
  if (link.server === null || link.model === null || link.provider === null) return;
  const load = loadSecondsOf(snapshot, link.server, link.model);
  const limit = limitSecondsOf(link);
  if (load === null || load < limit) return;
  yield {
    badge: 'timeout-too-short',
    level: 'warn',
    sentence: sentence('badge.timeoutTooShort', { load, limit }),
    fixes: timeoutFix(link.provider.id, load, written),
  };
}

/** Room for a slower day, in round numbers. */
export function timeoutFix(providerId: string, loadSeconds: number, written: number | null): Fix[] {
  const seconds = Math.max(60, Math.ceil((loadSeconds * 2) / 30) * 30);
  if (written !== null && seconds <= written) return [];
  const edit = { edit: 'set-timeout' as const, providerId, seconds };
  return [{ is: 'edits', label: sentence('fix.timeout', { seconds }), edits: [edit] }];
}

export function badgesOfChain(
  snapshot: Snapshot,
  picture: ModelPicture,
  chain: AgentChain,
  links: readonly ChainLink[],
): ChainBadge[] {
  return [
    ...primaryBadge(links),
    ...fallbackBadge(chain, links),
    ...thrashBadges(snapshot, links),
    ...scheduledBadge(picture, chain),
    ...companionBadges(snapshot, picture, chain, links),
  ];
}

function* primaryBadge(links: readonly ChainLink[]): Generator<ChainBadge> {
  if (links.length > 0) return;
  yield { badge: 'no-primary', level: 'warn', sentence: sentence('badge.noPrimary'), fixes: [] };
}

function* fallbackBadge(chain: AgentChain, links: readonly ChainLink[]): Generator<ChainBadge> {
  if (links.length !== 1) return;
  const { agentId } = chain;
  const why =
    chain.form === 'string'
      ? 'string'
      : chain.fallbacks?.length === 0
        ? 'off'
        : agentId !== null && chain.primary !== null
          ? 'pinned'
          : 'none';
  const fixes: Fix[] =
    chain.form === 'string' && chain.notEditable === null
      ? [
          {
            is: 'edits',
            label: sentence('fix.useObjectForm'),
            edits: [{ edit: 'use-object-form', agentId }],
          },
        ]
      : [];
  // Switching them off with an empty list was somebody's decision.
  const level = why === 'off' ? 'note' : 'warn';
  yield { badge: 'no-fallbacks', level, sentence: sentence(`badge.noFallbacks.${why}`), fixes };
}

function* scheduledBadge(picture: ModelPicture, chain: AgentChain): Generator<ChainBadge> {
  const { agentId, heartbeatEvery } = chain;
  // An agent without a heartbeat of its own shares the one of the defaults, which is told there.
  if (agentId !== null && heartbeatEvery === null) return;
  const every = heartbeatEvery ?? picture.heartbeatEvery ?? usualHeartbeat;
  if (/^0+\s*[a-z]*$/i.test(every)) return;
  const beats = picture.uses.filter((use) => use.role === 'heartbeat');
  const hasOwnModel = beats.some((use) => use.agentId === agentId || use.agentId === null);
  if (hasOwnModel) return;
  yield {
    badge: 'scheduled-work',
    level: 'note',
    sentence: sentence('badge.scheduled', { every }),
    fixes: [],
  };
}

const companions: ReadonlySet<ModelUse['role']> = new Set([
  'heartbeat',
  'compaction',
  'memory-flush',
  'utility',
  'decision',
  'subagents',
]);

/** Something that runs by itself and names another local model of the same server. */
function* companionBadges(
  snapshot: Snapshot,
  picture: ModelPicture,
  { agentId }: AgentChain,
  links: readonly ChainLink[],
): Generator<ChainBadge> {
  const first = links[0];
  if (first?.serverId == null || first.serverModelId === null) return;
  for (const use of picture.uses) {
    if (!companions.has(use.role) || (use.agentId !== null && use.agentId !== agentId)) continue;
    const other = resolveLink(snapshot, picture, use.ref);
    if (other.server?.id !== first.serverId || other.model?.hosted === true) continue;
    if (other.model === null || other.model.id === first.serverModelId) continue;
    // Both in memory is the proof that they fit together.
    if (first.state.is === 'warm' && isReady(other.model.state)) continue;
    const values = { other: other.alias ?? other.model.name, first: shownName(first) };
    const said =
      use.role === 'heartbeat' || use.role === 'compaction'
        ? sentence(`badge.companion.${use.role}`, values)
        : sentence('badge.companion.other', { ...values, role: use.role });
    yield { badge: 'companion-model', level: 'warn', sentence: said, fixes: [] };
  }
}
