import type { ModelUse } from '../../../shared/gateway.ts';
import { agentPlaces } from './agent-chains.ts';
import type { ConfigView } from './config-view.ts';

/** Every other place of the config that names a model and uses it by itself. */

type Role = ModelUse['role'];

/** Settings that are chains like `model`: a ref, or a primary with fallbacks. */
const chainPlaces: readonly (readonly [Role, readonly string[]])[] = [
  ['image', ['imageModel']],
  ['pdf', ['pdfModel']],
  ['voice', ['voiceModel']],
  ['media', ['mediaModels', 'image']],
  ['media', ['mediaModels', 'music']],
  ['media', ['mediaModels', 'video']],
  ['subagents', ['subagents', 'model']],
];

/** Settings that are one ref. */
const refPlaces: readonly (readonly [Role, readonly string[]])[] = [
  ['heartbeat', ['heartbeat', 'model']],
  ['compaction', ['compaction', 'model']],
  ['memory-flush', ['compaction', 'memoryFlush', 'model']],
  ['utility', ['utilityModel']],
  ['decision', ['decisionModel']],
];

export function modelUses(root: ConfigView): ModelUse[] {
  return [
    ...usesIn(root.at('agents', 'defaults'), null),
    ...agentPlaces(root).flatMap(({ id, view }) => usesIn(view, id)),
  ];
}

function usesIn(settings: ConfigView, agentId: string | null): ModelUse[] {
  const use = (role: Role, view: ConfigView): ModelUse[] => {
    const ref = view.text();
    return ref === null ? [] : [{ role, agentId, ref, path: [...view.path] }];
  };
  return [
    ...refPlaces.flatMap(([role, steps]) => use(role, settings.at(...steps))),
    ...chainPlaces.flatMap(([role, steps]) =>
      refsOfChain(settings.at(...steps)).flatMap((view) => use(role, view)),
    ),
  ];
}

function refsOfChain(view: ConfigView): ConfigView[] {
  if (!view.isObject()) return [view];
  return [view.at('primary'), ...(view.at('fallbacks').entries() ?? [])];
}
