import { describe, expect, it } from 'vitest';
import {
  candidates,
  decide,
  gatherFacts,
  includeRoots,
  type Location,
  type LocationFacts,
  locateConfig,
} from '../../../../electron/core/gateway/config-location.ts';
import { gatewayPort } from '../../../../electron/core/gateway/gateway-port.ts';
import { environmentReadOnly } from '../../../../electron/core/gateway/read-only.ts';
import type { Processes } from '../../../../electron/core/ports.ts';
import { fakeProcesses } from '../../../fakes/fake-processes.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';

const home = '/home/me';
const { paths } = createMemoryFiles();

function where(change: Partial<LocationFacts>, present: string[]): [string, string, boolean] {
  const facts: LocationFacts = { setting: null, environment: {}, service: {}, shell: {}, home, ...change };
  const { path, foundBy, exists } = decide(candidates(facts, paths), (each) => present.includes(each));
  return [path, foundBy, exists];
}

const standard = `${home}/.openclaw/openclaw.json`;

describe('Which file is the config', () => {
  it('is the one in the home folder when nothing is said', () => {
    expect(where({}, [standard])).toEqual([standard, 'default', true]);
    expect(where({}, [])).toEqual([standard, 'default', false]);
  });

  it('is the setting before everything else, there or not', () => {
    const said = { setting: '~/mine.json', environment: { OPENCLAW_CONFIG_PATH: '/env.json' } };
    expect(where(said, ['/env.json', `${home}/mine.json`])).toEqual([`${home}/mine.json`, 'setting', true]);
    expect(where(said, ['/env.json'])).toEqual([`${home}/mine.json`, 'setting', false]);
    expect(where({ ...said, setting: '  ' }, ['/env.json'])).toEqual(['/env.json', 'environment', true]);
  });

  it('is OPENCLAW_CONFIG_PATH before OPENCLAW_STATE_DIR', () => {
    const environment = { OPENCLAW_CONFIG_PATH: '/a/c.json', OPENCLAW_STATE_DIR: '/state' };
    expect(where({ environment }, ['/state/openclaw.json', standard])).toEqual([
      '/a/c.json',
      'environment',
      false,
    ]);
  });

  it('is in OPENCLAW_STATE_DIR even while it is missing there, and may have the old name', () => {
    const environment = { OPENCLAW_STATE_DIR: '~/state' };
    expect(where({ environment }, [standard])).toEqual([`${home}/state/openclaw.json`, 'environment', false]);
    expect(where({ environment }, [`${home}/state/clawdbot.json`])).toEqual([
      `${home}/state/clawdbot.json`,
      'environment',
      true,
    ]);
  });

  it('is below OPENCLAW_HOME', () => {
    const environment = { OPENCLAW_HOME: '~/svc' };
    expect(where({ environment }, [standard])).toEqual([
      `${home}/svc/.openclaw/openclaw.json`,
      'default',
      false,
    ]);
  });

  it.each(['', '  ', 'undefined', 'null'])('ignores a variable that holds "%s"', (value) => {
    expect(where({ environment: { OPENCLAW_CONFIG_PATH: value, OPENCLAW_HOME: value } }, [])).toEqual([
      standard,
      'default',
      false,
    ]);
  });

  it("is the gateway service's own before the default, and ours before the service's", () => {
    const service = { OPENCLAW_CONFIG_PATH: '/srv/c.json' };
    expect(where({ service }, ['/srv/c.json', standard])).toEqual(['/srv/c.json', 'service', true]);
    const both = { service, environment: { OPENCLAW_CONFIG_PATH: '/mine.json' } };
    expect(where(both, ['/srv/c.json', '/mine.json'])).toEqual(['/mine.json', 'environment', true]);
  });

  it("is the profile's where there is one", () => {
    const ofWork = `${home}/.openclaw-work/openclaw.json`;
    const environment = { OPENCLAW_PROFILE: 'work' };
    expect(where({ environment }, [ofWork, standard])).toEqual([ofWork, 'profile', true]);
    expect(where({ environment }, [standard])).toEqual([standard, 'default', true]);
    expect(where({ environment }, [])).toEqual([ofWork, 'profile', false]);
    expect(where({ environment: { OPENCLAW_PROFILE: '../../etc' } }, [])).toEqual([
      standard,
      'default',
      false,
    ]);
    expect(where({ environment: { OPENCLAW_PROFILE: 'default' } }, [])).toEqual([standard, 'default', false]);
  });

  it('may have the old names where the new ones are not there', () => {
    const old = `${home}/.clawdbot/clawdbot.json`;
    expect(where({}, [old])).toEqual([old, 'legacy', true]);
    expect(where({}, [old, standard])).toEqual([standard, 'default', true]);
  });
});

describe('Looking for the config on the disk', () => {
  async function locate(
    texts: Record<string, string>,
    change: Partial<Processes>,
    setting: string | null = null,
  ): Promise<Location> {
    const files = createMemoryFiles(texts);
    const { facts, service } = await gatherFacts(files, fakeProcesses(change), setting);
    return locateConfig(files, facts, service);
  }

  const plist = (variables: string, programArguments = ''): string => `<?xml version="1.0"?>
<plist version="1.0"><dict>
  <key>Label</key><string>ai.openclaw.gateway</string>
  <key>ProgramArguments</key><array>${programArguments}</array>
  <key>EnvironmentVariables</key>
  <dict>${variables}</dict>
</dict></plist>`;
  const agent = `${home}/Library/LaunchAgents/ai.openclaw.gateway.plist`;
  const unit = `${home}/.config/systemd/user/openclaw-gateway.service`;

  it("reads launchd's property list", async () => {
    const text = plist('<key>OPENCLAW_STATE_DIR</key> <string>/Users/me/A &amp; B</string>');
    const found = await locate(
      { [agent]: text, '/Users/me/A & B/openclaw.json': '{}' },
      { platform: 'darwin' },
    );
    expect(found).toMatchObject({
      path: '/Users/me/A & B/openclaw.json',
      foundBy: 'service',
      exists: true,
      stateFolder: '/Users/me/A & B',
    });
  });

  it("reads the variables file of the gateway's own start wrapper", async () => {
    const text = plist('', '<string>/bin/sh</string><string>/s/w.sh</string><string>/s/gateway.env</string>');
    const found = await locate(
      { [agent]: text, '/s/gateway.env': "export OPENCLAW_CONFIG_PATH='/s/it'\\''s.json'\n" },
      { platform: 'darwin' },
    );
    expect(found).toMatchObject({ path: "/s/it's.json", foundBy: 'service', exists: false });
  });

  it('says of a binary property list that it cannot be read', async () => {
    const found = await locate({ [agent]: 'bplist00…' }, { platform: 'darwin' });
    expect(found.service).toMatchObject({ is: 'not-readable', file: agent });
    expect(found.lookedAt.at(-1)).toContain(agent);
    expect(found).toMatchObject({ path: standard, foundBy: 'default' });
  });

  it("reads systemd's user unit, its quotes and its variables file", async () => {
    const text = `[Unit]
Environment=OPENCLAW_CONFIG_PATH=/not/this/section.json
[Service]
Environment=HOME=/x "OPENCLAW_STATE_DIR=%h/with blank" OTHER=1
EnvironmentFile=-/etc/extra.env
`;
    const found = await locate(
      { [unit]: text, '/etc/extra.env': '# comment\nOPENCLAW_GATEWAY_PORT=19999 # why\n' },
      {},
    );
    expect(found).toMatchObject({ path: `${home}/with blank/openclaw.json`, foundBy: 'service' });
    expect(found.service).toMatchObject({ variables: { OTHER: '1', OPENCLAW_GATEWAY_PORT: '19999' } });
  });

  it('asks the login shell only where nothing else says which config it is', async () => {
    let asked = 0;
    const shellEnvironment = async () => {
      asked += 1;
      return { OPENCLAW_CONFIG_PATH: '/from/shell.json', PATH: '/bin' };
    };
    expect(await locate({}, { shellEnvironment })).toMatchObject({
      path: '/from/shell.json',
      foundBy: 'environment',
    });
    await locate({}, { shellEnvironment, environment: { OPENCLAW_STATE_DIR: '/state' } });
    await locate({}, { shellEnvironment }, '/set.json');
    expect(asked).toBe(1);
  });

  it('takes what it may not look at for there, so that it is shown and not passed over', async () => {
    const files = createMemoryFiles({ [`${home}/.clawdbot/clawdbot.json`]: '{}' });
    const { facts, service } = await gatherFacts(files, fakeProcesses(), null);
    const locked = {
      ...files,
      info: async () => ({ ok: false, failure: { code: 'config-unreadable', detail: '' } }) as const,
    };
    expect(await locateConfig(locked, facts, service)).toMatchObject({ path: standard, exists: true });
  });
});

describe('What else the environment says', () => {
  it.each([
    [{ OPENCLAW_CONFIG_READONLY: '1' }, 'env-read-only'],
    [{ OPENCLAW_CONFIG_READONLY: 'true' }, null],
    [{ OPENCLAW_CONFIG_READONLY: '01' }, null],
    [{ OPENCLAW_NIX_MODE: '1', OPENCLAW_CONFIG_READONLY: '0' }, 'nix'],
    [{ OPENCLAW_NIX_MODE: '0' }, null],
  ])('is read-only for exactly 1: %o', (variables, reason) => {
    expect(environmentReadOnly([{}, variables])).toBe(reason);
  });

  it('is further folders for includes', () => {
    const facts: LocationFacts = {
      setting: null,
      environment: { OPENCLAW_INCLUDE_ROOTS: '~/shared: /opt/oc :/opt/oc:' },
      service: {},
      shell: {},
      home,
    };
    expect(includeRoots(facts, paths, 'linux')).toEqual([`${home}/shared`, '/opt/oc']);
  });

  it.each([
    [[{}], null, 18_789],
    [[{}], 19_000, 19_000],
    [[{}], 0, 18_789],
    [[{}], 70_000, 18_789],
    [[{ OPENCLAW_GATEWAY_PORT: '20000' }], 19_000, 20_000],
    [[{ OPENCLAW_GATEWAY_PORT: '127.0.0.1:20001' }], null, 20_001],
    [[{ OPENCLAW_GATEWAY_PORT: 'x' }, { OPENCLAW_GATEWAY_PORT: '20002' }], null, 20_002],
  ])('is the port of the gateway: %o and %s give %i', (environments, configured, port) => {
    expect(gatewayPort(environments, configured)).toBe(port);
  });

  it('is a port of its own for each profile', () => {
    const ports = ['work', 'home'].map((profile) => gatewayPort([{ OPENCLAW_PROFILE: profile }], null));
    expect(new Set(ports).size).toBe(2);
    for (const port of ports) expect(port).toBeGreaterThanOrEqual(20_000);
  });
});
