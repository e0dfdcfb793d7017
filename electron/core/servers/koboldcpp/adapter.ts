import { fail, mapResult, ok } from '../../../../shared/result.ts';
import { accepted } from '../action-answers.ts';
import type { Nudge, ServerAdapter } from '../types.ts';
import {
  readContext,
  readName,
  readOptions,
  readPerformance,
  readRouterFiles,
  readVersion,
} from './client.ts';
import { load, unload } from './load.ts';
import { bestAbilities, observationOf } from './transform.ts';

/** Some builds let it wait for the running answer. */
const patienceMs = 60_000;

/** The idle time starts anew as the call comes in, whether it is let through or not; nothing is generated. */
const checkState: Nudge = {
  tokens: 0,
  isRealRequest: false,
  async send({ client }, _model, signal) {
    const answer = await client.call('POST', '/api/admin/check_state', {}, { timeoutMs: patienceMs, signal });
    const working = answer.ok ? answer.value.status === 503 : answer.failure.code === 'timed-out';
    if (working) return ok({ tokens: 0, busy: true });
    const taken = accepted(answer);
    if (!taken.ok && taken.failure.code === 'not-found') {
      return fail('not-supported', 'This build of KoboldCpp has no such call, and no idle time either.', {
        why: 'never-unloads',
      });
    }
    return mapResult(taken, () => ({ tokens: 0, busy: false }));
  },
};

export const koboldCpp: ServerAdapter = {
  kind: 'koboldcpp',
  label: 'KoboldCpp',
  defaultPorts: [5001],
  abilities: bestAbilities,
  async observe({ client, place, previous }) {
    const name = await readName(client);
    const hasNoRouter = previous !== null && previous.variant !== 'router';
    if (!name.ok && name.failure.code === 'server-loading' && hasNoRouter) {
      // Without a router of its own in front, somebody else's proxy says that nobody is behind it.
      return fail('server-error', name.failure.detail);
    }
    if (!name.ok) return name;
    const context = await readContext(client);
    const performance = await readPerformance(client);
    const version = await readVersion(client);
    const routerFiles = await readRouterFiles(client);
    const hasAdmin = (version?.admin ?? 0) > 0;
    const options = hasAdmin ? await readOptions(client) : [];
    return mapResult(name, (shown) =>
      observationOf({ name: shown, context, performance, version, options, routerFiles, place }),
    );
  },
  load,
  // It starts itself again for that.
  displacedByLoad: (_context, _model, others) => others,
  unload,
  nudge: checkState,
};
