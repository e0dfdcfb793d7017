import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catchErrors, failStart, refuseStart } from '../../../electron/desktop/crashes.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const { relaunched, boxes } = vi.hoisted(() => ({ relaunched: [] as unknown[], boxes: [] as string[][] }));
vi.mock('electron', () => ({
  app: {
    on: () => undefined,
    quit: () => undefined,
    exit: () => undefined,
    relaunch: (how: unknown) => relaunched.push(how),
  },
  dialog: { showErrorBox: (title: string, text: string) => boxes.push([title, text]) },
}));

/** What would be called for an error nobody caught; the test run's own errors stay its own. */
let raise: (error: Error) => void;
const argv = process.argv;

beforeEach(() => {
  process.argv = ['/tmp/.mount_x/pilotlight', '--hidden'];
  relaunched.splice(0);
  boxes.splice(0);
  vi.spyOn(process, 'on').mockImplementation((name, listener) => {
    if (name === 'uncaughtException') raise = listener as typeof raise;
    return process;
  });
});
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

function caught(log = createRecordingLog()) {
  catchErrors({ log, clock: createFakeClock(), scrub: (text) => text });
  return (count: number) => {
    for (let i = 0; i < count; i += 1) raise(new Error(`error ${i}`));
  };
}

describe('errors nobody caught', () => {
  it('again and again start the app anew, once; an AppImage by its image, whose mount is gone by then', () => {
    vi.stubEnv('APPIMAGE', '/home/me/Pilotlight.AppImage');
    caught()(9);
    expect(relaunched).toEqual([
      { args: ['--hidden', '--restarted-after-errors'], execPath: '/home/me/Pilotlight.AppImage' },
    ]);
  });

  it('start it by its own program elsewhere', () => {
    vi.stubEnv('APPIMAGE', undefined);
    caught()(6);
    expect(relaunched).toEqual([{ args: ['--hidden', '--restarted-after-errors'] }]);
  });

  it('that come out of telling of one are not told of, and end nothing', () => {
    let told = 0;
    const log = createRecordingLog();
    const raising = caught({
      ...log,
      error() {
        told += 1;
        raise(new Error('the log broke'));
        throw new Error('and threw');
      },
    });
    raising(2);
    expect(told).toBe(2);
  });
});

describe('a start that cannot be', () => {
  it('is told under one title, refused or failed: what is the reason stands below', () => {
    refuseStart('A headless host uses this data folder.');
    failStart(new Error('no room'));
    expect(boxes).toEqual([
      ['Pilotlight could not start', 'A headless host uses this data folder.'],
      ['Pilotlight could not start', expect.stringContaining('no room')],
    ]);
  });
});
