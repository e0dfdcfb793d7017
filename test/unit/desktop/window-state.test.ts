import { describe, expect, it } from 'vitest';
import { openWindowState, withinReach } from '../../../electron/desktop/window-state.ts';
import { createMemoryFiles } from '../../fakes/memory-files.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const display = {
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 25, width: 1440, height: 875 },
};
const file = '/data/window-state.json';
const place = { bounds: { x: 100, y: 80, width: 900, height: 600 }, maximized: false };

const stored = (value: unknown) =>
  createMemoryFiles({ [file]: typeof value === 'string' ? value : JSON.stringify(value) });

describe('the place of the window', () => {
  it('comes back as it was left', async () => {
    const files = createMemoryFiles();
    const first = await openWindowState(files, file, createRecordingLog());
    first.remember(place);
    await first.saved();
    const second = await openWindowState(files, file, createRecordingLog());
    expect(second.main([display])).toEqual(place);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"main":'],
    ['another shape', { main: { bounds: { x: 'left' } } }],
    ['no size', { main: { bounds: { x: 0, y: 0, width: 0, height: -5 }, maximized: false } }],
    ['fractions', { main: { bounds: { x: 0.5, y: 0, width: 100, height: 100 }, maximized: false } }],
    ['a list', []],
  ])('is the usual one when the file holds %s', async (_what, value) => {
    const state = await openWindowState(stored(value), file, createRecordingLog());
    expect(state.main([display])).toBeNull();
  });

  it('is the usual one when its display is gone', () => {
    const far = { ...place, bounds: { ...place.bounds, x: 4_000 } };
    expect(withinReach(far, [display])).toBeNull();
    expect(withinReach(place, [])).toBeNull();
  });

  it('keeps the title bar in reach and the window no larger than the display', () => {
    const high = withinReach({ ...place, bounds: { x: 10, y: 10, width: 3_000, height: 3_000 } }, [display]);
    expect(high?.bounds).toEqual({ x: 10, y: 25, width: 1440, height: 875 });
  });
});
