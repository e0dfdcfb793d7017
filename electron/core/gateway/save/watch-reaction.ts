import type { SaveOutcome } from '../../../../shared/contract/config-commands.ts';
import type { GatewayHealth } from '../../../../shared/gateway.ts';
import type { Clock } from '../../ports.ts';
import type { ReloadKind } from './save-effects.ts';

/**
 * What the gateway does with a save, as far as its two public routes show. A live reload does not show there at all: of a
 * gateway that stays ready through a change it reloads live, it can be said that it took it over only where its own
 * command line accepted the text before. One that restarts is seen going and coming.
 */
type Reaction = Extract<SaveOutcome, { is: 'saved' }>['gateway'];

const lookEveryMs = 500;
const hotPatienceMs = 2_000;
const restartPatienceMs = 20_000;

export async function watchReaction(options: {
  clock: Clock;
  kind: ReloadKind;
  before: GatewayHealth;
  /** The gateway's command line found nothing against the text. */
  accepted: boolean;
  health(): GatewayHealth;
  checkHealth(): Promise<void>;
}): Promise<Reaction> {
  const { clock, kind, before, accepted, health, checkHealth } = options;
  if (before.is !== 'ready' && before.is !== 'starting') return 'not-running';
  if (kind === 'nothing' || kind === 'off') return 'no-reaction';
  const patience = kind === 'hot' ? hotPatienceMs : restartPatienceMs;
  const until = clock.monotonic() + patience;
  let went = false;
  while (clock.monotonic() < until) {
    await new Promise<void>((resolve) => clock.schedule(lookEveryMs, resolve));
    await checkHealth();
    const now = health().is;
    if (now !== 'ready') went = true;
    else if (went) return 'restarted';
  }
  if (health().is !== 'ready') return 'not-ready';
  if (kind !== 'hot') return 'no-reaction';
  return accepted ? 'reloaded' : 'still-ready';
}
