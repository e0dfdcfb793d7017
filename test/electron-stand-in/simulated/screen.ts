import { EventEmitter } from 'node:events';
import { asElectron, makeEvent } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

export type DisplaySketch = {
  id: number;
  bounds: Electron.Rectangle;
  workArea?: Electron.Rectangle;
  scaleFactor?: number;
};

function makeDisplay({ id, bounds, workArea, scaleFactor }: DisplaySketch): Electron.Display {
  const usable = workArea ?? { ...bounds, y: bounds.y + 25, height: bounds.height - 25 };
  return asElectron({
    id,
    bounds,
    workArea: usable,
    size: { width: bounds.width, height: bounds.height },
    workAreaSize: { width: usable.width, height: usable.height },
    scaleFactor: scaleFactor ?? 1,
    rotation: 0,
    internal: true,
    label: `Display ${id}`,
    touchSupport: 'unavailable',
    displayFrequency: 60,
    colorDepth: 24,
    detected: true,
  });
}

let displays = [makeDisplay({ id: 1, bounds: { x: 0, y: 0, width: 1440, height: 900 } })];
let cursor: Electron.Point = { x: 0, y: 0 };

export function primaryDisplay(): Electron.Display {
  const [first] = displays;
  if (!first) throw new Error('electron stand-in: there is no display');
  return first;
}

function distance(point: Electron.Point, { x, y, width, height }: Electron.Rectangle): number {
  const dx = Math.max(x - point.x, 0, point.x - (x + width - 1));
  const dy = Math.max(y - point.y, 0, point.y - (y + height - 1));
  return Math.hypot(dx, dy);
}

function nearest(point: Electron.Point): Electron.Display {
  return displays.reduce((best, one) =>
    distance(point, one.bounds) < distance(point, best.bounds) ? one : best,
  );
}

function overlap(a: Electron.Rectangle, b: Electron.Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}

export class Screen extends EventEmitter {
  getAllDisplays(): Electron.Display[] {
    return [...displays];
  }

  getPrimaryDisplay(): Electron.Display {
    return primaryDisplay();
  }

  getDisplayNearestPoint(point: Electron.Point): Electron.Display {
    return nearest(point);
  }

  getDisplayMatching(rect: Electron.Rectangle): Electron.Display {
    const best = displays.reduce((a, b) => (overlap(rect, b.bounds) > overlap(rect, a.bounds) ? b : a));
    return overlap(rect, best.bounds) > 0 ? best : nearest(rect);
  }

  getCursorScreenPoint(): Electron.Point {
    return { ...cursor };
  }
}

refuseUnknownOfClass('screen', Screen);
export const screen = new Screen();

function setDisplays(sketches: DisplaySketch[]): void {
  const before = displays;
  displays = sketches.map(makeDisplay);
  for (const old of before) {
    if (!displays.some(({ id }) => id === old.id)) screen.emit('display-removed', makeEvent({}), old);
  }
  for (const display of displays) {
    const old = before.find(({ id }) => id === display.id);
    if (!old) screen.emit('display-added', makeEvent({}), display);
    else if (JSON.stringify(old) !== JSON.stringify(display)) {
      screen.emit('display-metrics-changed', makeEvent({}), display, ['bounds', 'workArea', 'scaleFactor']);
    }
  }
}

export const screenVerbs = {
  'screen.setDisplays': setDisplays,
  'screen.setCursor': (point: Electron.Point) => {
    cursor = point;
  },
};
