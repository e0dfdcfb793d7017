import { isReady, type Model, type ServerWithModels } from '../servers.ts';

/**
 * Servers of one model that never look at the name in a request: they answer every name with the model they have.
 * `sure: false`: an option that is not seen from here makes them look (TabbyAPI's inline loading).
 */
export function answersAnyName({ kind, variant }: ServerWithModels): { sure: boolean } | null {
  switch (kind) {
    case 'llama-cpp':
      return variant === 'single' ? { sure: true } : null;
    case 'koboldcpp':
      return variant === null ? { sure: true } : null;
    case 'tabbyapi':
      return { sure: false };
    default:
      return null;
  }
}

/** The model such a server would answer with in place of another; null: it looks at the name, or has none ready. */
export function modelInstead(server: ServerWithModels): Model | null {
  if (answersAnyName(server) === null) return null;
  return server.models.find(({ state }) => isReady(state) || state.is === 'asleep') ?? null;
}
