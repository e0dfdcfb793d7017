import { type PlaceName, places } from '../shared/contract/app-commands.ts';

/** Which page this is: the panel under the menu bar icon, or the main window at a place. */
export type PageView = 'panel' | 'main';

export function viewOf(search: string): PageView {
  return new URLSearchParams(search).get('view') === 'panel' ? 'panel' : 'main';
}

export function placeOf(hash: string): PlaceName | null {
  const name = hash.replace(/^#\/?/, '').split(/[/?]/)[0];
  return places.find((place) => place === name) ?? null;
}

export function hashOf(place: PlaceName): string {
  return `#/${place}`;
}
