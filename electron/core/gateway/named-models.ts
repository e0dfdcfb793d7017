import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { refOf } from '../../../shared/refs.ts';
import type { Path } from './json5-document.ts';

/** A place of the config, beside the chains, that names a model: it dangles when the model or its provider goes. */
export type NamedModel = {
  /** As written: a ref, an alias, or a pattern such as `provider/*`. */
  written: string;
  path: Path;
  /** It is run from there; else it is only said something about. */
  runs: boolean;
};

type AgentPath = (chain: AgentChain) => Path;

/** `agentPath` is where the chain of an agent stands. */
export function modelsNamedBesideChains(picture: ModelPicture, agentPath: AgentPath): NamedModel[] {
  const allowed = (allow: readonly string[] | null, owner: Path): NamedModel[] =>
    (allow ?? []).map((written, index) => ({
      written,
      path: [...owner, 'modelPolicy', 'allow', index],
      runs: false,
    }));
  return [
    // An empty one was switched off on purpose.
    ...picture.uses.flatMap(({ ref, path }) => (ref === '' ? [] : [{ written: ref, path, runs: true }])),
    ...picture.aliases.map(({ ref }) => ({
      written: ref,
      path: ['agents', 'defaults', 'models', ref],
      runs: false,
    })),
    ...allowed(picture.allow, ['agents', 'defaults']),
    ...picture.chains.flatMap((chain) =>
      chain.agentId === null ? [] : allowed(chain.allow, agentPath(chain).slice(0, -1)),
    ),
  ];
}

/** The places beside the chains that name exactly this model. */
export function namesOf(picture: ModelPicture, ref: string): NamedModel[] {
  return modelsNamedBesideChains(picture, () => []).filter(
    ({ written }) => !isPattern(written) && refOf(picture, written) === ref,
  );
}

/** `provider/*` and `provider/family/*` stand for whatever there is. */
export function isPattern(written: string): boolean {
  return written.endsWith('*');
}
