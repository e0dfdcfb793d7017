import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exposedName, type MetricName, metricList } from '../../../electron/headless/metric-list.ts';
import { createMetrics, type MetricsSource, scrape } from '../../../electron/headless/metrics.ts';
import { startWebHost, type WebHost } from '../../../electron/headless/web-host.ts';
import { createPushEvents } from '../../../electron/ipc/push-events.ts';
import { ok } from '../../../shared/result.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { offPolicy } from '../../../shared/warmth.ts';
import { aModel, aServer } from '../../fakes/builders.ts';
import { twoLinks } from '../../fakes/chain-worlds.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';
import { manyModels, sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const names = Object.keys(metricList) as MetricName[];
const observability = fileURLToPath(new URL('../../../build/observability/', import.meta.url));
const rules = readFileSync(`${observability}alerts.yml`, 'utf8');

function from(snapshot: Snapshot, now = 1_000_000): MetricsSource {
  return { snapshot: () => snapshot, now: () => now, pollFailures: () => 3 };
}

const textOf = async (snapshot: Snapshot, now?: number) => (await scrape(from(snapshot, now), false)).text;

describe('the answer', () => {
  test('tells state, context, time left, keep warm’s account, failures and who would answer', async () => {
    const model = aModel({
      id: 'qwen3-8b',
      state: { is: 'busy', requests: 1, queued: 0 },
      contextAllocated: 8_192,
      idle: { is: 'at', at: 1_090_000, periodMs: null, exact: true, basis: null },
    });
    const today = {
      day: '2026-11-20',
      nudges: 4,
      tokens: 12,
      coldStartsAvoided: 2,
      coldStartsSuffered: 1,
      warmMs: 0,
      memoryByteMs: 0,
    };
    const world = twoLinks();
    const text = await textOf({
      ...world,
      servers: [...world.servers, { ...aServer({ id: 'lan-box:1234' }), models: [model] }],
      warmth: {
        pausedUntil: null,
        models: [
          {
            serverId: 'lan-box:1234',
            modelId: 'qwen3-8b',
            policy: { ...offPolicy, mode: 'keep' },
            policyFrom: 'model',
            status: { is: 'resting', why: 'busy' },
            lastNudgeAt: null,
            today,
          },
        ],
      },
    });
    const about = 'server="lan-box:1234",model="qwen3-8b"';
    expect(text).toContain('pilotlight_server_up{server="lan-box:1234",kind="lm-studio"} 1');
    expect(text).toContain(`pilotlight_model_state{${about},state="busy"} 1`);
    expect(text).toContain(`pilotlight_model_context_tokens{${about}} 8192`);
    expect(text).toContain(`pilotlight_model_seconds_left{${about}} 90`);
    expect(text).toContain(`pilotlight_cold_starts_total{${about}} 1`);
    expect(text).toContain(`pilotlight_keepalives_total{${about}} 4`);
    expect(text).toContain(`pilotlight_keepalive_tokens_total{${about}} 12`);
    expect(text).toContain('pilotlight_poll_failures_total{server="lan-box:1234"} 3');
    expect(text).toMatch(/pilotlight_chain_position\{agent="defaults"\} \d/);
  });

  test('has only what the list names, in both formats, and ends as OpenMetrics wants', async () => {
    for (const open of [false, true]) {
      const { text, type } = await scrape(from(sampleSnapshot('normal')), open);
      const said = new Set([...text.matchAll(/^(pilotlight_\w+)/gm)].map(([, name]) => name));
      const allowed = new Set<string>(names.map(exposedName));
      expect([...said].filter((name) => !allowed.has(name ?? ''))).toEqual([]);
      expect(type.startsWith(open ? 'application/openmetrics-text' : 'text/plain')).toBe(true);
      expect(text.trimEnd().endsWith('# EOF')).toBe(open);
    }
  });

  test('a server whose address holds a token in its path shows only host and port', async () => {
    const server = aServer({ id: 'https:box.lan:443/secret-token', baseUrl: 'https://box.lan/secret-token' });
    const other = aServer({ id: 'https:box.lan:443/other-secret', reachability: { is: 'unknown' } });
    const world = sampleSnapshot('empty');
    const servers = [
      { ...server, models: [] },
      { ...other, models: [] },
    ];
    const text = await textOf({ ...world, servers });
    expect(text).not.toContain('secret');
    const up = (of: string) => of.match(/^pilotlight_server_up\{.*$/gm)?.sort();
    expect(new Set(up(text)?.map((line) => line.replace(/#[0-9a-f]{8}"/, '"'))).size).toBe(2);
    expect(up(text)).toHaveLength(2);
    // A series stays the same server's, in whatever order they are watched.
    expect(up(await textOf({ ...world, servers: servers.toReversed() }))).toEqual(up(text));
  });

  test('a server that is no longer watched has no series, and long names that begin alike have two', async () => {
    const world = sampleSnapshot('normal');
    expect(world.warmth.models.length).toBeGreaterThan(0);
    expect(await textOf({ ...world, servers: [] })).not.toContain('pilotlight_model_wanted_warm{');
    const models = ['a', 'b'].map((end) => aModel({ id: `${'x'.repeat(500)}${end}` }));
    const text = await textOf({ ...sampleSnapshot('empty'), servers: [{ ...aServer(), models }] });
    expect(new Set(text.match(/^pilotlight_model_state\{.*$/gm)).size).toBe(2);
  });

  test('labels stay short and escaped, and series bounded, whatever servers call their models', async () => {
    const models = [aModel({ id: `${'x'.repeat(5_000)}` }), aModel({ id: 'a"b\\c\nd{e="f"} 1' })];
    const world = sampleSnapshot('empty');
    const text = await textOf({ ...world, servers: [{ ...aServer(), models }] });
    expect(text).toMatch(/model="x{120}…[0-9a-f]{8}"/);
    expect(text).toContain('model="a\\"b\\\\c\\nd{e=\\"f\\"} 1"');
    const huge = await textOf(manyModels(50, 100));
    expect(huge.match(/^pilotlight_model_state\{/gm)).toHaveLength(2_000);
    expect(huge).toContain('pilotlight_series_left_out 3000');
  });

  test('an unreachable server’s models are shown as such, not as they were', async () => {
    const failure = { code: 'timed-out' as const, detail: '' };
    const gone = aServer({ reachability: { is: 'unreachable', since: 0, failure, lastGoodAt: 0 } });
    const models = [aModel({ state: { is: 'loaded' }, idle: { is: 'never' } })];
    const text = await textOf({ ...sampleSnapshot('empty'), servers: [{ ...gone, models }] });
    expect(text).toContain('state="unreachable"} 1');
    expect(text).not.toContain('state="loaded"');
    expect(text).toContain('pilotlight_model_seconds_left{server="this-machine:1234",model="qwen3-8b"} +Inf');
  });
});

describe('the route', () => {
  let folder: string;
  let host: WebHost;
  const metrics = createMetrics(from(sampleSnapshot('normal')));
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'pilotlight-metrics-'));
    writeFileSync(path.join(folder, 'index.html'), '<main></main>');
  });
  afterEach(async () => {
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(withMetrics: boolean): Promise<void> {
    host = await startWebHost({
      port: 0,
      hostId: 'test',
      rendererFolder: folder,
      dispatchFor: () => async () => ok(null),
      pushes: createPushEvents({ checkPayloads: false }),
      log: createRecordingLog(),
      pagesChanged: () => undefined,
      ...(withMetrics ? { extraRoute: metrics.route } : {}),
    });
  }

  function ask(headers: Record<string, string>, method = 'GET', at = '/metrics') {
    return new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: host.port, path: at, method, headers }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        const type = String(answer.headers['content-type']);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, type, body }));
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  test('is not there unless asked for', async () => {
    await open(false);
    expect((await ask(bearer(metrics.token))).status).toBe(404);
  });

  test('answers its own token in the format that is asked for', async () => {
    await open(true);
    const plain = await ask(bearer(metrics.token));
    expect(plain).toMatchObject({ status: 200, type: expect.stringContaining('text/plain') });
    const open_ = await ask({
      ...bearer(metrics.token),
      accept: 'application/openmetrics-text; version=1.0.0',
    });
    expect(open_.type).toContain('application/openmetrics-text');
    expect(plain.body).toContain('pilotlight_server_up');
  });

  test.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['the token without its scheme', { authorization: metrics.token }],
    ['a part of the token', { authorization: `Bearer ${metrics.token.slice(0, -1)}` }],
    ['a cookie', { cookie: `pilotlight-test=${metrics.token}` }],
  ])('refuses %s and says nothing', async (_name, headers) => {
    await open(true);
    expect(await ask(headers)).toMatchObject({ status: 401, body: '' });
  });

  test('answers the token at a forwarded port too', async () => {
    await open(true);
    expect((await ask({ ...bearer(metrics.token), host: 'localhost:5000' })).status).toBe(200);
  });

  test('refuses a rebound name and another site even with the token', async () => {
    await open(true);
    expect((await ask({ ...bearer(metrics.token), host: 'evil.example' })).status).toBe(403);
    expect((await ask({ ...bearer(metrics.token), origin: 'https://evil.example' })).status).toBe(403);
    const posted = await ask(
      { ...bearer(metrics.token), origin: `http://127.0.0.1:${host.port}`, host: `127.0.0.1:${host.port}` },
      'POST',
    );
    expect(posted.status).toBe(405);
  });

  test('does not take a token that is easily guessed', () => {
    expect(() => createMetrics(from(sampleSnapshot('empty')), 'short')).toThrow(/16 characters/);
  });
});

describe('the samples', () => {
  const allowed = new Set<string>(names.map(exposedName));
  const namesIn = (text: string) => [...text.matchAll(/\bpilotlight_\w+/g)].map(([name]) => name);

  test('every rule asks for metrics there are, with a severity and a sentence', () => {
    const each = rules.split(/^ {6}- alert: /m).slice(1);
    expect(each.length).toBeGreaterThan(5);
    for (const rule of each) {
      const expression = /^ {8}expr: (.+)$/m.exec(rule)?.[1] ?? '';
      expect(namesIn(expression).length).toBeGreaterThan(0);
      expect(namesIn(expression).filter((name) => !allowed.has(name))).toEqual([]);
      expect(rule).toMatch(/^ {10}severity: (info|warning|critical)$/m);
      expect(rule).toMatch(/^ {10}summary: .+$/m);
      const labels = new Set<string>(
        names.filter((name) => expression.includes(name)).flatMap((name) => metricList[name].labels),
      );
      for (const [, label] of rule.matchAll(/\$labels\.(\w+)/g)) expect(labels).toContain(label);
    }
  });

  test('every panel of the dashboard asks for metrics there are, and every metric that changes has one', () => {
    const dashboard = JSON.parse(readFileSync(`${observability}dashboard.json`, 'utf8')) as {
      panels: { targets: { expr: string }[] }[];
    };
    const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const used = new Set(expressions.flatMap(namesIn));
    expect([...used].filter((name) => !allowed.has(name))).toEqual([]);
    const shownElsewhere = ['pilotlight_info', 'pilotlight_model_wanted_warm', 'pilotlight_series_left_out'];
    expect([...allowed].filter((name) => !used.has(name)).sort()).toEqual(shownElsewhere);
  });

  test('the answer keeps to the grammar, in the plain format and in OpenMetrics', async () => {
    const line = /^(# (HELP|TYPE|UNIT) \w+ .+|\w+(\{.*\})? \S+)$/;
    const source = from(sampleSnapshot('normal'));
    // The plain format may have empty lines; OpenMetrics has none, and ends by saying so.
    const plain = (await scrape(source, false)).text.split('\n').filter((each) => each !== '');
    const open = (await scrape(source, true)).text.trimEnd().split('\n');
    expect(open.pop()).toBe('# EOF');
    expect(plain.length).toBeGreaterThan(names.length);
    for (const each of [...plain, ...open]) expect(each).toMatch(line);
  });

  test.skipIf(!hasPromtool())(
    'promtool finds nothing wrong with rules, their tests and the answer',
    async () => {
      const run = (args: string[], input?: string) =>
        execFileSync('promtool', args, {
          encoding: 'utf8',
          cwd: observability,
          ...(input === undefined ? {} : { input }),
        });
      expect(run(['check', 'rules', 'alerts.yml'])).toContain('SUCCESS');
      expect(run(['check', 'config', '--syntax-only', 'prometheus.yml'])).toContain('SUCCESS');
      expect(run(['test', 'rules', 'alerts-test.yml'])).toContain('SUCCESS');
      expect(run(['check', 'metrics'], await textOf(sampleSnapshot('normal')))).toBe('');
    },
  );
});

function hasPromtool(): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
