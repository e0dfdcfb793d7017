import { sentence } from '../../shared/messages/sentence.ts';
import type { Model, Server } from '../../shared/servers.ts';
import { modelKey } from '../../shared/warmth.ts';
import { actionOf, type ModelDisplay, modelDisplay } from '../display/model-display.ts';
import { useNow } from './clock.ts';
import { useApp } from './store-context.ts';

const never = 24 * 60 * 60_000;

/** The model's state as drawn now; a loading one counts its seconds, every other one is left alone. */
export function useModelDisplay(server: Server, model: Model): ModelDisplay {
  const action = actionOf(server, model.id);
  const asked = useApp((state) => state.asked[modelKey(server.id, model.id)]);
  const now = useNow(action !== undefined || model.state.is === 'loading' ? 1_000 : never);
  const display = modelDisplay({ server, model, action, now });
  if (asked === undefined || display.running !== null) return display;
  return { ...display, shape: 'loading', words: sentence('models.starting'), part: 0 };
}
