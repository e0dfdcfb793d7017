import * as v from 'valibot';
import type { Log, TextFiles } from '../core/ports.ts';
import type { DisplayArea, Rect } from './panel-place.ts';

/** Size and place of the main window, remembered in a small file of its own. */

const Bounds = v.object({
  x: v.pipe(v.number(), v.integer()),
  y: v.pipe(v.number(), v.integer()),
  width: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000)),
});
const Stored = v.object({ main: v.object({ bounds: Bounds, maximized: v.boolean() }) });
export type WindowPlace = v.InferOutput<typeof Stored>['main'];

export type WindowState = {
  /** null: nothing usable is remembered. */
  main(displays: readonly DisplayArea[]): WindowPlace | null;
  remember(place: WindowPlace): void;
  /** Ends when everything remembered is on disk. */
  saved(): Promise<void>;
};

const largestFile = 10_000;
/** So much of the title bar has to be in reach. */
const grip = { width: 120, height: 32 };

export async function openWindowState(files: TextFiles, path: string, log: Log): Promise<WindowState> {
  let place = await read(files, path);
  let saving: Promise<unknown> = Promise.resolve();

  return {
    main: (displays) => (place === null ? null : withinReach(place, displays)),
    remember(next) {
      place = next;
      const bytes = new TextEncoder().encode(`${JSON.stringify({ main: next })}\n`);
      saving = saving.then(async () => {
        const written = await files.writeAtomically(path, bytes, { mode: 0o600 });
        if (!written.ok)
          log.warn('The place of the window could not be kept.', { reason: written.failure.detail });
      });
    },
    async saved() {
      await saving;
    },
  };
}

async function read(files: TextFiles, path: string): Promise<WindowPlace | null> {
  const bytes = await files.read(path, largestFile);
  if (!bytes.ok) return null;
  try {
    const checked = v.safeParse(Stored, JSON.parse(new TextDecoder().decode(bytes.value)));
    return checked.success ? checked.output.main : null;
  } catch {
    // Not worth a word: the window opens where new windows do.
    return null;
  }
}

/** A display may be gone since: a window nobody could grab opens in the usual place, with its size where that fits. */
export function withinReach(place: WindowPlace, displays: readonly DisplayArea[]): WindowPlace | null {
  const { bounds } = place;
  const home = displays.find(({ workArea }) => overlaps(titleBar(bounds), workArea));
  if (home === undefined) return null;
  const width = Math.min(bounds.width, home.workArea.width);
  const height = Math.min(bounds.height, home.workArea.height);
  return { ...place, bounds: { ...bounds, width, height, y: Math.max(bounds.y, home.workArea.y) } };
}

function titleBar({ x, y, width }: Rect): Rect {
  return { x, y, width, height: grip.height };
}

function overlaps(a: Rect, b: Rect): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width >= Math.min(grip.width, a.width) && height >= grip.height / 2;
}
