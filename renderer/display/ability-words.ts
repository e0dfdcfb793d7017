import type { PlainKey } from '../../shared/messages/index.ts';
import type { Ability } from '../../shared/servers.ts';

/** Why a server cannot do something. */
export const abilityWords: Record<Extract<Ability, { can: false }>['why'], PlainKey> = {
  'no-such-call': 'ability.no-such-call',
  'one-model-per-process': 'ability.one-model-per-process',
  'needs-newer-version': 'ability.needs-newer-version',
  'needs-admin-key': 'ability.needs-admin-key',
  'needs-dev-mode': 'ability.needs-dev-mode',
  'needs-admin-option': 'ability.needs-admin-option',
  'proxy-only': 'ability.proxy-only',
  'not-told': 'ability.not-told',
  'unknown-server': 'ability.unknown-server',
  'never-unloads': 'ability.never-unloads',
  'costs-tokens': 'ability.costs-tokens',
};
