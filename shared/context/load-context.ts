import type { ChainLink } from '../chain/types.ts';
import type { Model, ServerWithModels } from '../servers.ts';

/** The context a link's model has to be loaded with so that the gateway's plan fits; null: the server's own choice. */
export function linkedContext(
  { context }: Pick<ChainLink, 'context'>,
  server: Pick<ServerWithModels, 'abilities'>,
  model: Pick<Model, 'contextMax'>,
): number | null {
  const planned = context?.planned;
  if (!server.abilities.loadWithContext.can || planned === undefined || planned.from === 'assumed')
    return null;
  return model.contextMax === null ? planned.tokens : Math.min(planned.tokens, model.contextMax);
}
