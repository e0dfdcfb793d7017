/** Where the panel goes: under (or over, or beside) its icon, whole on the display the icon is on. Pure. */

export type Rect = { x: number; y: number; width: number; height: number };
export type Point = { x: number; y: number };
export type DisplayArea = { bounds: Rect; workArea: Rect };

const gap = 6;
const margin = 8;

export type PanelPlaceInput = {
  /** null: the bar does not tell where the icon is. */
  icon: Rect | null;
  /** Where the pointer is: near the icon, when it was just clicked. */
  cursor: Point;
  panel: { width: number; height: number };
  displays: readonly DisplayArea[];
};

export function panelPlace({ icon, cursor, panel, displays }: PanelPlaceInput): Rect {
  const anchor = icon ?? { ...cursor, width: 0, height: 0 };
  const display = displayOf(centreOf(anchor), displays);
  if (display === null) return { x: Math.round(anchor.x), y: Math.round(anchor.y), ...panel };
  const { workArea } = display;
  const width = Math.min(panel.width, workArea.width - 2 * margin);
  const height = Math.min(panel.height, workArea.height - 2 * margin);
  const { x, y } = beside(anchor, { width, height }, display);
  return {
    x: Math.round(clamp(x, workArea.x + margin, workArea.x + workArea.width - width - margin)),
    y: Math.round(clamp(y, workArea.y + gap, workArea.y + workArea.height - height - gap)),
    width,
    height,
  };
}

/** The bar is on the edge where the work area ends before the display does. */
function beside(anchor: Rect, panel: { width: number; height: number }, display: DisplayArea): Point {
  const { workArea } = display;
  const centre = centreOf(anchor);
  const level = { x: centre.x - panel.width / 2, y: centre.y - panel.height / 2 };
  if (centre.x < workArea.x) return { x: workArea.x + margin, y: level.y };
  if (centre.x >= workArea.x + workArea.width)
    return { x: workArea.x + workArea.width - panel.width - margin, y: level.y };
  const isAbove = centre.y < workArea.y + workArea.height / 2;
  return { x: level.x, y: isAbove ? anchor.y + anchor.height + gap : anchor.y - panel.height - gap };
}

/** The display that holds the point, else the nearest one. */
export function displayOf(point: Point, displays: readonly DisplayArea[]): DisplayArea | null {
  let best: DisplayArea | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const display of displays) {
    const distance = distanceTo(point, display.bounds);
    if (distance < least) {
      best = display;
      least = distance;
    }
  }
  return best;
}

function distanceTo(point: Point, { x, y, width, height }: Rect): number {
  const dx = Math.max(x - point.x, 0, point.x - (x + width - 1));
  const dy = Math.max(y - point.y, 0, point.y - (y + height - 1));
  return Math.hypot(dx, dy);
}

function centreOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
