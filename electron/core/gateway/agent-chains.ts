import type { Failure } from '../../../shared/failures.ts';
import type { AgentChain } from '../../../shared/gateway.ts';
import type { ConfigTree } from './config-files.ts';
import type { ConfigView } from './config-view.ts';

/** The model setting of the defaults and of every agent, as written and as it counts. */

export type WrittenChain = Pick<AgentChain, 'form' | 'primary' | 'fallbacks'>;

/** One agent of `agents.entries`, or of the old `agents.list` where there are no entries. */
export type AgentPlace = { id: string; view: ConfigView; legacy: boolean };

export function agentPlaces(root: ConfigView): AgentPlace[] {
  const entries = root.at('agents', 'entries');
  if (entries.exists) return entries.members().map(([id, view]) => ({ id, view, legacy: false }));
  return (root.at('agents', 'list').entries() ?? []).flatMap((view) => {
    const id = view.at('id').text();
    if (id === null) view.at('id').trouble('a text');
    return id === null ? [] : [{ id, view, legacy: true }];
  });
}

export function agentChains(root: ConfigView, tree: ConfigTree): AgentChain[] {
  const defaults = root.at('agents', 'defaults');
  const written = writtenChain(defaults.at('model'));
  const shared = { primary: chosen(written.primary), fallbacks: written.fallbacks ?? [] };
  const chain = (
    view: ConfigView,
    own: WrittenChain,
    rest: Pick<AgentChain, 'agentId' | 'name' | 'allow' | 'heartbeatEvery' | 'legacy'>,
  ) => ({
    ...rest,
    ...own,
    effective: effectiveChain(own, shared),
    ...ownerFields(tree, view.at('model')),
  });
  return [
    chain(defaults, written, {
      agentId: null,
      name: null,
      allow: null,
      heartbeatEvery: null,
      legacy: false,
    }),
    ...agentPlaces(root).map(({ id, view, legacy }) =>
      chain(view, writtenChain(view.at('model')), {
        agentId: id,
        name: nameOf(view),
        allow: view.at('modelPolicy', 'allow').texts(),
        heartbeatEvery: view.at('heartbeat', 'every').text(),
        legacy,
      }),
    ),
  ];
}

function ownerFields(tree: ConfigTree, view: ConfigView): { file: string; notEditable: Failure | null } {
  const { file, notEditable } = tree.ownerOf(view.path);
  return { file, notEditable };
}

function nameOf(agent: ConfigView): string | null {
  return agent.at('name').text() ?? agent.at('identity', 'name').text();
}

/** `"ref"` or `{ primary, fallbacks }`; missing fallbacks and an empty list are two different things. */
export function writtenChain(view: ConfigView): WrittenChain {
  if (!view.exists) return { form: 'absent', primary: null, fallbacks: null };
  if (typeof view.value === 'string') return { form: 'string', primary: view.value, fallbacks: null };
  if (!view.isObject()) {
    view.trouble('a model ref or { primary, fallbacks }');
    return { form: 'absent', primary: null, fallbacks: null };
  }
  return { form: 'object', primary: view.at('primary').text(), fallbacks: view.at('fallbacks').texts() };
}

/**
 * As the gateway resolves it: a primary of one's own without a `fallbacks` key is strict; without a primary the
 * missing parts are inherited one by one.
 */
export function effectiveChain(own: WrittenChain, shared: AgentChain['effective']): AgentChain['effective'] {
  const primary = chosen(own.primary);
  return {
    primary: primary ?? shared.primary,
    fallbacks: own.fallbacks ?? (primary === null ? shared.fallbacks : []),
  };
}

/** A blank text is no choice. */
function chosen(ref: string | null): string | null {
  return ref === null || ref.trim() === '' ? null : ref;
}
