import { afterEach, describe, expect, it, vi } from 'vitest';
import { countLeftOut } from '../../../build/count-left-out.ts';
import { electronEnvironment } from '../../e2e/drivers/electron-driver.ts';

describe('the stories a driver does not run', () => {
  const spec = (...tags: string[]) => ({
    tags,
    tests: [{ projectName: 'stand-in' }, { projectName: 'headless' }],
  });

  it('are counted by their tags, however deep, and by the system they are not for', () => {
    const suites = [
      { specs: [spec(), spec('not-headless', 'not-electron')], suites: [{ specs: [spec('not-headless')] }] },
      { specs: [spec('not-win32')] },
    ];
    expect(countLeftOut({ suites }, 'linux')).toEqual([{ driver: 'headless', count: 2 }]);
    expect(countLeftOut({ suites }, 'win32')).toEqual([
      { driver: 'headless', count: 3 },
      { driver: 'stand-in', count: 1 },
    ]);
  });
});

describe('real Electron in a story', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('reaches the display of the run, and knows nothing else of the machine', () => {
    vi.stubEnv('DISPLAY', ':99');
    vi.stubEnv('XAUTHORITY', '/tmp/xvfb-run.x/Xauthority');
    vi.stubEnv('OPENAI_API_KEY', 'sk-person');
    const environment = electronEnvironment({ env: { A: 'b' }, home: '/home/story', args: [] });
    expect(environment).toMatchObject({
      DISPLAY: ':99',
      XAUTHORITY: '/tmp/xvfb-run.x/Xauthority',
      HOME: '/home/story',
      A: 'b',
    });
    expect(environment).not.toHaveProperty('OPENAI_API_KEY');
  });
});
