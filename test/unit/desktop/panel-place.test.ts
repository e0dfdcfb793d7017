import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisplayArea, panelPlace, type Rect } from '../../../electron/desktop/panel-place.ts';

const panel = { width: 380, height: 560 };
const mac: DisplayArea = {
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 25, width: 1440, height: 875 },
};
const secondMac: DisplayArea = {
  bounds: { x: 1440, y: -180, width: 1920, height: 1080 },
  workArea: { x: 1440, y: -155, width: 1920, height: 1055 },
};
const windowsBottom: DisplayArea = {
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
};
const nowhere = { x: 0, y: 0 };

describe('the panel', () => {
  it('hangs under its icon, centred on it', () => {
    const icon = { x: 900, y: 0, width: 24, height: 24 };
    expect(panelPlace({ icon, cursor: nowhere, panel, displays: [mac] })).toEqual({
      x: 722,
      y: 31,
      ...panel,
    });
  });

  it('stays on the display that was clicked', () => {
    const icon = { x: 3_000, y: -180, width: 24, height: 24 };
    const place = panelPlace({ icon, cursor: nowhere, panel, displays: [mac, secondMac] });
    expect(place.x).toBe(2_822);
    expect(place.y).toBe(-149);
  });

  it('stands over a task bar at the bottom', () => {
    const icon = { x: 1_700, y: 1_044, width: 24, height: 32 };
    const place = panelPlace({ icon, cursor: nowhere, panel, displays: [windowsBottom] });
    expect(place.y + place.height).toBeLessThanOrEqual(1_040 - 6);
    expect(place.x + place.width).toBeLessThanOrEqual(1_920 - 8);
  });

  it('stands beside a bar on the left or on the right', () => {
    const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
    const left = { bounds, workArea: { x: 60, y: 0, width: 1860, height: 1080 } };
    const icon = { x: 10, y: 1_000, width: 40, height: 40 };
    expect(panelPlace({ icon, cursor: nowhere, panel, displays: [left] }).x).toBe(68);
    const right = { bounds, workArea: { x: 0, y: 0, width: 1860, height: 1080 } };
    const there = { ...icon, x: 1_870 };
    expect(panelPlace({ icon: there, cursor: nowhere, panel, displays: [right] }).x).toBe(1_472);
  });

  it('goes by the pointer where the bar does not tell where the icon is', () => {
    const place = panelPlace({ icon: null, cursor: { x: 700, y: 10 }, panel, displays: [mac] });
    expect(place).toMatchObject({ x: 510, y: 31 });
  });

  it('is never larger than the display, and always whole on it', () => {
    const size = fc.integer({ min: 420, max: 5_000 });
    const at = fc.integer({ min: -6_000, max: 6_000 });
    fc.assert(
      fc.property(
        at,
        at,
        size,
        size,
        at,
        at,
        fc.integer({ min: 0, max: 80 }),
        (x, y, width, height, ix, iy, bar) => {
          const bounds: Rect = { x, y, width, height };
          const workArea = { x, y: y + bar, width, height: height - bar };
          const icon = { x: ix, y: iy, width: 24, height: 24 };
          const place = panelPlace({ icon, cursor: nowhere, panel, displays: [{ bounds, workArea }] });
          expect(place.x).toBeGreaterThanOrEqual(workArea.x);
          expect(place.y).toBeGreaterThanOrEqual(workArea.y);
          expect(place.x + place.width).toBeLessThanOrEqual(workArea.x + workArea.width);
          expect(place.y + place.height).toBeLessThanOrEqual(workArea.y + workArea.height);
        },
      ),
    );
  });
});
