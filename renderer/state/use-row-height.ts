import { useSnapshot } from './store-context.ts';

const rem = { comfortable: 2.25, compact: 1.75 };

/** The height of a list row in pixels, for a layout that counts in them; follows density and text size. */
export function useRowHeight(): number {
  const density = useSnapshot(({ settings }) => settings.density);
  const textSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.round(rem[density] * textSize);
}
