import { describe, expect, it } from 'vitest';
import { createAppState } from '../../../../electron/core/app-state.ts';
import { createGatewayService } from '../../../../electron/core/gateway/gateway-service.ts';
import type { Http, Processes } from '../../../../electron/core/ports.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { defaultSettings, type Settings } from '../../../../shared/settings.ts';
import { emptySnapshot } from '../../../fakes/builders.ts';
import { createFakeClock } from '../../../fakes/fake-clock.ts';
import { fakeProcesses } from '../../../fakes/fake-processes.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

const main = '/home/me/.openclaw/openclaw.json';
const text = `{ gateway: { mode: "local", port: 18801 },
  models: { providers: { box: { baseUrl: "http://10.0.0.2:8000/v1", apiKey: "\${BOX_KEY}", models: [] } } } }`;
const cliPath = '/usr/local/bin/openclaw';

/** A machine whose `openclaw` says this is its config; null: there is no such command. */
function withCli(said: string | null): Partial<Processes> {
  if (said === null) return {};
  return {
    shellEnvironment: async () => ({ PATH: '/usr/local/bin' }),
    run: async (_command, args) => {
      const stdout = args.includes('--version')
        ? 'OpenClaw 2026.9.6 (abc)\n'
        : JSON.stringify({ path: said });
      return ok({ code: 0, stdout, stderr: '', tookMs: 1 });
    },
  };
}

function world(options: {
  texts?: Record<string, string>;
  processes?: Partial<Processes>;
  settings?: Partial<Settings>;
  demo?: boolean;
}) {
  const files = createMemoryFiles({ [cliPath]: '', ...(options.texts ?? { [main]: text }) });
  const clock = createFakeClock();
  const log = createRecordingLog();
  const state = createAppState(emptySnapshot());
  const asked: string[] = [];
  const http: Http = {
    async request({ url }) {
      asked.push(url);
      return fail('connection-refused', 'Nobody listens there.');
    },
    stream: async () => fail('not-supported', 'No streams here.'),
    close: async () => undefined,
  };
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let changed = 0;
  const service = createGatewayService({
    ports: { files, processes: fakeProcesses(options.processes), http, clock, random: () => 0.5, log },
    state,
    settings: () => settings,
    workFolder: '/data/checks',
    demo: options.demo ?? false,
    visible: () => true,
    changed: () => {
      changed += 1;
    },
  });
  const pass = async (seconds = 3) => {
    for (let step = 0; step < seconds * 5; step += 1) await clock.advance(200);
  };
  return {
    files,
    clock,
    log,
    asked,
    service,
    pass,
    gateway: () => state.snapshot().gateway,
    changedTimes: () => changed,
    changeSettings(change: Partial<Settings>) {
      settings = { ...settings, ...change };
      service.settingsChanged(settings);
    },
  };
}

describe('The gateway in the state', () => {
  it('is its config, its port, its health and its command', async () => {
    const { service, pass, gateway, asked, changedTimes } = world({ processes: withCli(main) });
    await service.start();
    await pass();
    expect(gateway()).toMatchObject({
      config: { is: 'loaded', path: main, foundBy: 'default' },
      health: { is: 'stopped', failure: { code: 'connection-refused' } },
      url: 'http://127.0.0.1:18801',
      cli: { is: 'found', path: cliPath, version: '2026.9.6' },
    });
    expect(new Set(asked)).toEqual(new Set(['http://127.0.0.1:18801/healthz']));
    expect(service.providers().map(({ id }) => id)).toEqual(['box']);
    expect(changedTimes()).toBe(1);
  });

  it('removes copies of the config that a killed check left, in folders too, without any check', async () => {
    const { service, files } = world({
      texts: {
        '/data/checks/cli-check/openclaw.json': 'secret',
        '/data/checks/cli-check/parts/a.json5': 'secret',
      },
    });
    await service.start();
    expect(await files.list('/data/checks')).toEqual(ok([]));
  });

  it('says so when there is no command, and no config', async () => {
    const { service, pass, gateway, changedTimes } = world({ texts: {} });
    await service.start();
    await pass();
    expect(gateway()).toMatchObject({ config: { is: 'missing', path: main }, cli: { is: 'missing' } });
    expect(changedTimes()).toBe(1);
  });

  it('asks the new port when the config names another one', async () => {
    const { service, pass, files, gateway, asked } = world({});
    await service.start();
    await pass();
    files.editedOutside(main, text.replace('18801', '18802'));
    await pass(2);
    expect(gateway().url).toBe('http://127.0.0.1:18802');
    expect(asked.at(-1)).toBe('http://127.0.0.1:18802/healthz');
  });

  it('asks nobody when the gateway runs on another machine, or in the demo', async () => {
    for (const other of [{ texts: { [main]: '{ gateway: { mode: "remote" } }' } }, { demo: true }]) {
      const { service, pass, asked, gateway } = world(other);
      await service.start();
      await pass(30);
      expect(asked).toEqual([]);
      expect(gateway().health).toEqual({ is: 'unknown' });
    }
  });

  it('is read-only when its service says so', async () => {
    const unit = '/home/me/.config/systemd/user/openclaw-gateway.service';
    const { service, gateway } = world({
      texts: { [main]: text, [unit]: '[Service]\nEnvironment=OPENCLAW_CONFIG_READONLY=1\n' },
    });
    await service.start();
    expect(gateway().config).toMatchObject({ is: 'loaded', readOnly: 'env-read-only' });
  });
});

describe('Keys of providers', () => {
  it('come from the .env of the folder the config lies in, and only when a request is made', async () => {
    const { service, files, gateway } = world({
      texts: { [main]: text, '/home/me/.openclaw/.env': 'BOX_KEY=first\n' },
    });
    await service.start();
    expect(service.providerKeys('box').state).toBe('set');
    expect(service.providers()[0]?.key).toEqual({ is: 'variable', name: 'BOX_KEY', visible: true });
    files.editedOutside('/home/me/.openclaw/.env', 'BOX_KEY=second\n');
    expect(await service.providerKeys('box').read()).toBe('second');
    expect(JSON.stringify(gateway())).not.toMatch(/first|second/);
  });
});

describe('Which config is used', () => {
  const other = '/srv/openclaw.json';

  it('follows the setting when it changes', async () => {
    const { service, pass, files, gateway, changeSettings } = world({});
    await service.start();
    files.editedOutside(other, '{ gateway: { port: 1 } }');
    changeSettings({ configPath: other });
    await pass();
    expect(gateway().config).toMatchObject({ is: 'loaded', path: other, foundBy: 'setting' });
    changeSettings({ configPath: null });
    await pass();
    expect(gateway().config).toMatchObject({ is: 'loaded', path: main, foundBy: 'default' });
  });

  it("is the command's where nothing was found", async () => {
    const { service, pass, gateway } = world({ texts: { [other]: '{}' }, processes: withCli(other) });
    await service.start();
    await pass();
    expect(gateway().config).toMatchObject({ is: 'loaded', path: other, foundBy: 'cli' });
  });

  it("is the command's with the folders its includes may come from, and its own state folder", async () => {
    const shared = '/shared/agents.json5';
    const { service, pass, gateway } = world({
      texts: { [other]: `{ agents: { $include: "${shared}" } }`, [shared]: '{ defaults: { model: "a/b" } }' },
      processes: {
        ...withCli(other),
        shellEnvironment: async () => ({ PATH: '/usr/local/bin', OPENCLAW_INCLUDE_ROOTS: '/shared' }),
      },
    });
    await service.start();
    await pass();
    expect(gateway().config).toMatchObject({ is: 'loaded', files: [{ path: other }, { path: shared }] });
    expect(service.location()?.stateFolder).toBe('/srv');
  });

  it('stays ours where the command names another one; the difference is noted', async () => {
    const { service, pass, gateway, log } = world({
      texts: { [main]: text, [other]: '{}' },
      processes: withCli(other),
    });
    await service.start();
    await pass();
    expect(gateway().config).toMatchObject({ path: main });
    expect(log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { facts: { ours: main, theirs: other } },
    ]);
    expect(gateway().cli).toMatchObject({ is: 'found', otherConfig: other });
  });

  it('is the one the command names from when that is chosen, and then no other', async () => {
    const { service, pass, gateway, changeSettings } = world({
      texts: { [main]: text, [other]: '{}' },
      processes: withCli(other),
    });
    await service.start();
    await pass();
    changeSettings({ configPath: other });
    expect(gateway().cli).not.toHaveProperty('otherConfig');
    await pass();
    expect(gateway()).toMatchObject({ config: { is: 'loaded', path: other, foundBy: 'setting' } });
    expect(gateway().cli).toEqual({ is: 'found', path: cliPath, version: '2026.9.6' });
    changeSettings({ configPath: null });
    await pass();
    expect(gateway().cli).toMatchObject({ otherConfig: other });
  });

  it.each([
    ['the same file', main],
    ['the same file, spelt in another way', '/home/me/../me/.openclaw/openclaw.json'],
    ['no file that is there', '/srv/gone.json'],
    ['a path that leads nowhere by itself', 'openclaw.json'],
    ['nothing', ''],
    ['lines', `${other}\nrm -rf /`],
    ['a text that turns its direction', `/srv/\u202enosj.waLcnepo`],
    ['an endless text', `/${'a/'.repeat(500_000)}`],
  ])('is not said to be another one where the command names %s', async (_what, said) => {
    const { service, pass, gateway } = world({
      texts: { [main]: text, [other]: '{}', [`${other}\nrm -rf /`]: '{}', '/srv/\u202enosj.waLcnepo': '{}' },
      processes: withCli(said),
    });
    await service.start();
    await pass();
    expect(gateway().cli).toEqual({ is: 'found', path: cliPath, version: '2026.9.6' });
  });

  it('is not said to be another one where the command fails or is not asked yet', async () => {
    for (const answer of [
      Promise.resolve(ok({ code: 1, stdout: JSON.stringify({ path: other }), stderr: 'no', tookMs: 1 })),
      Promise.resolve(fail('timed-out', 'It took too long.')),
      new Promise<never>(() => undefined),
    ]) {
      const cli = withCli(other);
      const { service, pass, gateway } = world({
        texts: { [main]: text, [other]: '{}' },
        processes: {
          ...cli,
          run: (command, args, options) =>
            args.includes('--version') && cli.run !== undefined ? cli.run(command, args, options) : answer,
        },
      });
      await service.start();
      await pass();
      expect(gateway().cli).toEqual({ is: 'found', path: cliPath, version: '2026.9.6' });
    }
  });

  it('is found later when it is created later, under an old name too', async () => {
    const { service, pass, files, gateway } = world({ texts: {} });
    await service.start();
    files.editedOutside('/home/me/.clawdbot/clawdbot.json', '{}');
    await pass(65);
    expect(gateway().config).toMatchObject({ is: 'loaded', foundBy: 'legacy' });
  });

  it('is never swapped for another one when it vanishes', async () => {
    const legacy = '/home/me/.clawdbot/clawdbot.json';
    const { service, pass, files, gateway } = world({ texts: { [main]: text, [legacy]: '{}' } });
    await service.start();
    files.deletedOutside(main);
    await pass(130);
    expect(gateway().config).toMatchObject({ is: 'missing', path: main });
    await service.locateAgain();
    expect(gateway().config).toMatchObject({ is: 'loaded', path: legacy });
  });

  it('stops being watched with the service', async () => {
    const { service, pass, files, clock, gateway } = world({});
    await service.start();
    await pass();
    service.stop();
    files.editedOutside(main, '{}');
    await pass();
    expect(gateway().config).toMatchObject({ is: 'loaded', picture: { providers: [{ id: 'box' }] } });
    expect(clock.pendingTimers()).toBe(0);
  });
});
