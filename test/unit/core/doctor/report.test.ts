import { describe, expect, it } from 'vitest';
import { checkNames } from '../../../../electron/core/doctor/check.ts';
import { checks } from '../../../../electron/core/doctor/checks.ts';
import { createHostMask, maskTexts, withoutHome } from '../../../../electron/core/doctor/host-mask.ts';
import { reportOf, reportText, worstOf } from '../../../../electron/core/doctor/report.ts';
import { failure } from '../../../../shared/failures.ts';
import { changeServer, factsOfWorld, rewritten, soundWorld } from '../../../fakes/checked-worlds.ts';

const secret = 'sk-proj-abcdefghijklmnop1234';

describe('the report', () => {
  it('has every check once, in the order of the names', () => {
    expect(checks.map((check) => check.name)).toEqual([...checkNames]);
  });

  it('gives each check the worst state of its findings', async () => {
    const world = changeServer(soundWorld(), {
      reachability: {
        is: 'unreachable',
        since: 0,
        failure: failure('connection-refused', 'x'),
        lastGoodAt: null,
      },
    });
    const report = reportOf(await factsOfWorld(world));
    expect(report.checks).toContainEqual({ check: 'server-reachable', state: 'broken' });
    expect(worstOf(report)).toBe('broken');
    expect(worstOf(reportOf(await factsOfWorld(soundWorld())))).toBe('fine');
  });

  it('gives the same ids for the same world, each once', async () => {
    const ids = async () => reportOf(await factsOfWorld(soundWorld())).findings.map((each) => each.id);
    const first = await ids();
    expect(await ids()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('shows no secret, whatever a server says in its errors', async () => {
    const world = rewritten(soundWorld(), `\${ANTHROPIC_API_KEY}`, secret);
    const facts = await factsOfWorld(
      changeServer(world, {
        reachability: {
          is: 'unreachable',
          since: 0,
          failure: failure('server-error', `HTTP 500: bad key Authorization: Bearer ${secret}`),
          lastGoodAt: null,
        },
      }),
    );
    const report = reportOf(facts);
    const text = reportText(report, facts.snapshot, { maskHosts: false });
    expect(JSON.stringify(report)).not.toContain(secret);
    expect(text).not.toContain(secret);
    expect(text).toContain('HTTP 500');
  });

  it('writes the home folder short, so that nobody’s name is in it', async () => {
    const facts = await factsOfWorld(soundWorld());
    const { config } = facts.snapshot.gateway;
    if (config.is !== 'loaded') throw new Error('A loaded config is expected.');
    const open = { ...config, files: config.files.map((file) => ({ ...file, mode: 0o644 })) };
    const snapshot = { ...facts.snapshot, gateway: { ...facts.snapshot.gateway, config: open } };
    const text = reportText(reportOf({ ...facts, snapshot }), snapshot, {
      maskHosts: false,
      homeFolder: '/Users/maria',
    });
    expect(text).toContain('~/.openclaw/openclaw.json: 644');
    expect(text).not.toContain('maria');
  });

  it('masks hosts and the home folder the same way everywhere, and leaves loopback alone', async () => {
    const world = changeServer(rewritten(soundWorld(), '127.0.0.1:1234', 'gpu-box.tail1f2e.ts.net:8000'), {
      baseUrl: 'http://gpu-box.tail1f2e.ts.net:8000',
      reachability: {
        is: 'unreachable',
        since: 0,
        failure: failure('connection-lost', 'lost 192.168.1.40 behind nas.local; 127.0.0.1 is fine'),
        lastGoodAt: null,
      },
    });
    const facts = await factsOfWorld(world);
    const report = reportOf(facts);
    const masked = reportText(report, facts.snapshot, { maskHosts: true, homeFolder: '/Users/maria' });
    expect(masked).not.toMatch(/gpu-box|ts\.net|192\.168|nas\.local|maria/);
    expect(masked).toMatch(/http:\/\/host-\d+:8000\/v1\/models/);
    expect(masked).toContain('127.0.0.1 is fine');
    const plain = reportText(report, facts.snapshot, { maskHosts: false });
    expect(plain).toContain('gpu-box.tail1f2e.ts.net');
  });

  it('gives data without the name of a Windows user, and with every key as it is', async () => {
    const { snapshot } = await factsOfWorld(changeServer(soundWorld(), { baseUrl: 'http://state:8000' }));
    const mask = createHostMask(snapshot, { maskHosts: true, homeFolder: 'C:\\Users\\maria' });
    const data = {
      state: 'look',
      says: 'state restated at http://state:8000',
      place: { file: 'C:\\Users\\maria\\.openclaw\\openclaw.json', line: 3 },
    };
    expect(maskTexts(data, mask)).toEqual({
      state: 'look',
      says: 'host-2 restated at http://host-2:8000',
      place: { file: '~\\.openclaw\\openclaw.json', line: 3 },
    });
    // A line of the log is JSON already.
    expect(withoutHome(JSON.stringify(data), 'C:\\Users\\maria')).not.toContain('maria');
  });
});
