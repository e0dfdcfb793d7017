import { app as electronApp } from 'electron';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import type { Log } from '../core/ports.ts';
import { linkIn, placeOfLink } from './link-place.ts';

/** Links to the app, however the system hands them over. */
export type Links = {
  /** The place a link asked for before anybody could listen. */
  listen(open: (place: PlaceName) => void): void;
  /** The place the arguments of a start ask for; null: none. */
  placeIn(argv: readonly string[]): PlaceName | null;
};

/** Must run before the app is ready: macOS hands over the link it was started by at once. */
export function receiveLinks(log: () => Log): Links {
  let open: ((place: PlaceName) => void) | null = null;
  let waiting: PlaceName | null = null;

  function placeOf(link: string): PlaceName | null {
    const place = placeOfLink(link);
    if (place === null) log().warn('A link that opens nothing was ignored.', { length: link.length });
    return place;
  }

  electronApp.on('open-url', (event, link) => {
    event.preventDefault();
    const place = placeOf(link);
    if (place === null) return;
    if (open === null) waiting = place;
    else open(place);
  });

  return {
    listen(listener) {
      open = listener;
      if (waiting !== null) listener(waiting);
      waiting = null;
    },
    placeIn(argv) {
      const link = linkIn(argv);
      return link === null ? null : placeOf(link);
    },
  };
}
