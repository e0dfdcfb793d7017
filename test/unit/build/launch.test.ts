import { describe, expect, it } from 'vitest';
import { type Ended, lastWords, launch, verdictOn } from '../../../build/launch.ts';

const ended: Ended = { code: 0, signal: null, error: null, afterMs: 60_000, wasAsked: false };

describe('a program that was started', () => {
  it('falls over when it cannot be started, or ends at once with an error', async () => {
    expect(verdictOn(await launch('/no/such/electron', []))).toMatchObject({
      is: 'fell-over',
      why: expect.stringContaining('ENOENT'),
    });
    const script = (text: string) => launch(process.execPath, ['-e', text]);
    expect(verdictOn(await script('process.exit(127)'))).toEqual({
      is: 'fell-over',
      code: 127,
      why: 'exit code 127',
    });
    expect(verdictOn(await script('process.exit(0)'))).toEqual({ is: 'over', code: 0 });
  });

  it.skipIf(process.platform === 'win32')('that crashes is no success', async () => {
    const crashed = await launch(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")']);
    expect(verdictOn(crashed)).toEqual({ is: 'fell-over', code: 137, why: 'SIGKILL' });
    expect(verdictOn({ ...crashed, afterMs: 60_000 })).toEqual({ is: 'over', code: 137 });
  });

  it('is over with its own code once it was in use, and well when we asked it to end', () => {
    expect(verdictOn({ ...ended, code: 3 })).toEqual({ is: 'over', code: 3 });
    expect(verdictOn({ ...ended, code: null, signal: 'SIGTERM', wasAsked: true })).toEqual({
      is: 'over',
      code: 0,
    });
    expect(verdictOn({ ...ended, afterMs: 100, code: 130, wasAsked: true })).toEqual({
      is: 'over',
      code: 130,
    });
  });
});

describe('the last words of a program', () => {
  it('are what it said, not where in its code', () => {
    const said = `(node:1) Warning: old\nHTTPError: Response code 403 (Forbidden)\n    at Request.<anonymous> (/x/y.js:1:2)\n    at emit {\n  code: 'ERR'\n}\n`;
    expect(lastWords(said)).toBe('HTTPError: Response code 403 (Forbidden)');
    expect(lastWords('\n')).toBeNull();
  });
});
