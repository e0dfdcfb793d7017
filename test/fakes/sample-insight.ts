import type { ActivityEvent } from '../../shared/activity.ts';
import type { HistorySeries } from '../../shared/contract/insight-commands.ts';
import { failure } from '../../shared/failures.ts';
import type { CheckReport, Finding } from '../../shared/findings.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import { ok } from '../../shared/result.ts';
import type { FakeRendererApi } from './fake-renderer-api.ts';
import { minute, sampleConfigPath, sampleNow } from './sample-parts.ts';

/** A report and a history to look at. */

const place = { file: sampleConfigPath, line: 14, column: 20 };

function finding(
  id: string,
  rest: Omit<Finding, 'id' | 'check' | 'place' | 'fixes'> & Partial<Finding>,
): Finding {
  return { id, check: id, place: null, fixes: [], ...rest };
}

export function sampleReport(isFine = false): CheckReport {
  const bad: Finding[] = [
    finding('reachable:ollama', {
      state: 'broken',
      sentence: sentence('link.state.stopped', { server: 'Ollama' }),
      evidence: ['GET http://127.0.0.1:11434/api/version', 'connect ECONNREFUSED 127.0.0.1:11434'],
      fixes: [{ is: 'place', label: sentence('failureAction.openModels'), place: 'models' }],
    }),
    finding('context:minimax', {
      state: 'look',
      sentence: sentence('fit.refusedLater', { model: 'MiniMax M2.1 GS32', planned: 196_608, given: 65_536 }),
      evidence: ['contextWindow: 196608', 'loaded_instances[0].config.context_length: 65536'],
      place,
      fixes: [
        {
          is: 'server-action',
          label: sentence('fit.fix.reload', { context: 196_608 }),
          verb: 'reload',
          serverId: 'lmstudio',
          modelId: 'minimax-m2.1-gs32',
          instanceId: null,
          contextLength: 196_608,
        },
        {
          is: 'edits',
          label: sentence('fit.fix.set', { field: 'contextTokens', value: 65_536 }),
          edits: [
            {
              edit: 'set-model-number',
              providerId: 'lmstudio',
              modelId: 'minimax-m2.1-gs32',
              field: 'contextTokens',
              value: 65_536,
            },
          ],
        },
      ],
    }),
    finding('reasoning', {
      state: 'could-not-tell',
      sentence: sentence('link.state.unknown.not-told'),
      evidence: [],
      fixes: [
        {
          is: 'probe',
          label: sentence('fix.probe.run'),
          serverId: 'lmstudio',
          modelId: 'minimax-m2.1-gs32',
        },
      ],
    }),
  ];
  const fine = ['lmstudio', 'workshop', 'vllm'].map((id) =>
    finding(`answers:${id}`, {
      state: 'fine',
      sentence: sentence('forecast.warm', { model: id }),
      evidence: [`GET ${id} answered 200 in 12 ms`],
    }),
  );
  const findings = isFine ? fine : [...bad, ...fine];
  return {
    at: sampleNow,
    findings,
    checks: findings.map(({ check, state }) => ({ check, state })),
  };
}

const about = { serverId: 'lmstudio', serverName: 'LM Studio', modelId: 'minimax-m2.1-gs32' };
const nothing = { serverId: null, serverName: null, modelId: null };

export function sampleActivity(count: number): ActivityEvent[] {
  return Array.from({ length: count }, (_, index) =>
    event(index, sampleNow - (index * index * 0.6 + 2) * minute),
  );
}

function event(index: number, at: number): ActivityEvent {
  const id = `e${index}`;
  switch (index % 9) {
    case 0:
      return { id, at, ...about, what: 'model-loaded', tookMs: 46_200, by: 'keep-warm', context: 65_536 };
    case 1:
      return { id, at, ...about, what: 'nudged', tookMs: 410, tokens: 1 };
    case 2:
      return { id, at, ...about, what: 'model-unloaded', by: 'idle-time' };
    case 3:
      return {
        id,
        at,
        serverId: 'ollama',
        serverName: 'Ollama',
        modelId: null,
        what: 'server-unreachable',
        failure: failure('connection-refused', 'connect ECONNREFUSED 127.0.0.1:11434'),
      };
    case 4:
      return { id, at, serverId: 'ollama', serverName: 'Ollama', modelId: null, what: 'server-reachable' };
    case 5:
      return {
        id,
        at,
        ...nothing,
        what: 'config-saved',
        versionId: 'v-save',
        sentences: [sentence('edit.inheritChain', { agent: 'post' })],
      };
    case 6:
      return {
        id,
        at,
        ...nothing,
        what: 'config-changed-outside',
        added: 3,
        removed: 1,
        kind: 'edited',
        file: '/Users/maria/.openclaw/openclaw.json',
        versionId: 'v-first',
      };
    case 7:
      return {
        id,
        at,
        ...about,
        what: 'action-failed',
        verb: 'load',
        failure: failure('out-of-memory', 'Insufficient memory: 134.2 GB needed'),
      };
    default:
      return { id, at, ...nothing, what: 'gateway', state: 'ready' };
  }
}

export function installFakeInsight(
  api: FakeRendererApi,
  amount: 'none' | 'some' | 'many',
  isFine = false,
): void {
  const all = amount === 'none' ? [] : sampleActivity(amount === 'many' ? 900 : 60);
  api.answer('runChecks', () => ok(sampleReport(isFine)));
  api.answer('reportText', ({ maskHosts }) => ok({ text: `Pilotlight report\nhosts masked: ${maskHosts}` }));
  api.answer('activity', ({ before, limit, what, serverId, modelId }) => {
    const found = all.filter(
      (each) =>
        (before === null || each.at < before) &&
        (what === null || what.includes(each.what)) &&
        (serverId === null || each.serverId === serverId) &&
        (modelId === null || each.modelId === modelId),
    );
    return ok({ events: found.slice(0, limit), more: found.length > limit });
  });
  api.answer('series', ({ metric, range }) =>
    ok({
      metric,
      unit: 'ms',
      from: sampleNow - spanOf(range),
      to: sampleNow,
      points: amount === 'none' ? [] : points(metric === 'load-time' ? 42_000 : 14, range),
    }),
  );
  api.answer('exportActivity', () => ok({ json: JSON.stringify(all) }));
}

function spanOf(range: 'hour' | 'day' | 'month'): number {
  return { hour: 60, day: 24 * 60, month: 30 * 24 * 60 }[range] * minute;
}

function points(usual: number, range: 'hour' | 'day' | 'month'): HistorySeries['points'] {
  const span = spanOf(range);
  return Array.from({ length: 48 }, (_, index) => {
    const value = usual * (1 + 0.25 * Math.sin(index / 3) + (index % 11 === 0 ? 0.8 : 0));
    return { at: sampleNow - span + (span * index) / 48, value, low: value * 0.8, high: value * 1.3 };
  });
}
