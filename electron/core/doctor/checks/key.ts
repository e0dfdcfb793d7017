import { sentNoKey } from '../../../../shared/chain/link-state.ts';
import type { ChainLink } from '../../../../shared/chain.ts';
import type { Finding } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, linksOf, serverOf } from '../facts.ts';

/** Is the key there, and does the server take it? Hosted providers are never asked, so theirs is only looked for. */
export const key: Check = {
  name: 'key',
  run(facts) {
    const links = linksOf(facts);
    const providerIds = [...new Set(links.flatMap((link) => link.providerId ?? []))];
    return providerIds.flatMap((providerId) => {
      const link = links.find((each) => each.providerId === providerId);
      return link === undefined ? [] : look(facts, providerId, link);
    });
  },
};

function look(facts: Facts, providerId: string, link: ChainLink): Finding[] {
  const about = { about: providerId };
  const values = { provider: providerId };
  const server = serverOf(facts, providerId);
  const refused = refusedStatus(facts, providerId);
  if (server !== null || refused !== null) {
    if (refused === null) return [];
    const provider = facts.picture?.providers.find((each) => each.id === providerId) ?? null;
    if (server !== null && sentNoKey(provider, server)) {
      const said = sentence('check.key.notSent', values);
      return [finding('key', { ...about, state: 'could-not-tell', sentence: said, evidence: [refused] })];
    }
    const isMissing = server?.key === 'missing' || server?.key === 'none';
    return [
      finding('key', {
        ...about,
        state: 'broken',
        sentence: sentence(isMissing ? 'check.key.wanted' : 'check.key.refused', values),
        evidence: [refused],
        fixes: isMissing ? variableFix(facts, providerId) : [],
      }),
    ];
  }
  if (link.state.is !== 'hosted') return [];
  switch (link.state.key) {
    case 'present':
      return [finding('key', { ...about, state: 'fine', sentence: sentence('check.key.present', values) })];
    case 'missing':
      return [
        finding('key', {
          ...about,
          state: 'broken',
          sentence: sentence('check.key.missing', values),
          fixes: variableFix(facts, providerId),
        }),
      ];
    case 'not-visible':
      return [notVisible(facts, providerId)];
  }
}

function notVisible(facts: Facts, providerId: string): Finding {
  const written = facts.picture?.providers.find((each) => each.id === providerId)?.key;
  const said =
    written?.is === 'variable'
      ? sentence('check.key.variableNotVisible', { provider: providerId, name: written.name })
      : sentence('check.key.notVisible', { provider: providerId });
  return finding('key', { about: providerId, state: 'could-not-tell', sentence: said });
}

function refusedStatus(facts: Facts, providerId: string): string | null {
  const asked = facts.extra.lists.find((each) => each.providerId === providerId);
  if (asked?.answer.is === 'other' && [401, 403].includes(asked.answer.status)) {
    return `GET ${asked.url}: HTTP ${asked.answer.status}`;
  }
  const server = serverOf(facts, providerId);
  if (server?.reachability.is !== 'unreachable') return null;
  const { code, detail } = server.reachability.failure;
  return code === 'unauthorised' || code === 'forbidden' ? detail : null;
}

function variableFix(facts: Facts, providerId: string): Finding['fixes'] {
  if (facts.picture?.providers.some((each) => each.id === providerId) !== true) return [];
  const name = `${providerId
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?=\d)/, '_')}_API_KEY`;
  return [
    {
      is: 'edits',
      label: sentence('fix.keyVariable', { name }),
      edits: [{ edit: 'set-key-variable', providerId, name }],
    },
  ];
}
