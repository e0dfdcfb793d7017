import { type PlaceName, places } from '../../shared/contract/app-commands.ts';

/**
 * `pilotlight://chain` opens a place of the window. Any page of the web can offer such a link, so it can do nothing
 * but that: six addresses, compared as a whole; whatever else it carries makes it no link at all.
 */
export const linkScheme = 'pilotlight';

export function placeOfLink(link: string): PlaceName | null {
  return places.find((place) => new RegExp(`^${linkScheme}://${place}/?$`, 'i').test(link)) ?? null;
}

/** A start by a link carries it among its arguments (Windows, Linux). */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((each) => each.toLowerCase().startsWith(`${linkScheme}:`)) ?? null;
}
