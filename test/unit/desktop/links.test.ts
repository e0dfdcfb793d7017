import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkIn, placeOfLink } from '../../../electron/desktop/link-place.ts';
import { places } from '../../../shared/contract/app-commands.ts';

describe('a pilotlight:// link', () => {
  it('opens one of the six places', () => {
    for (const place of places) {
      expect(placeOfLink(`pilotlight://${place}`)).toBe(place);
      expect(placeOfLink(`PILOTLIGHT://${place.toUpperCase()}/`)).toBe(place);
    }
  });

  it.each([
    'pilotlight://',
    'pilotlight://quit',
    'pilotlight://chain/save',
    'pilotlight://chain?load=model',
    'pilotlight://chain#/settings',
    'pilotlight://user:key@chain',
    'pilotlight://chain:80',
    'pilotlight:chain',
    'pilotlight:///chain',
    'https://chain',
    'pilotlight://models\npilotlight://chain',
    ' pilotlight://chain',
    'pilotlight://chain\u0000',
    '',
  ])('that is %j opens nothing', (link) => {
    expect(placeOfLink(link)).toBeNull();
  });

  it('can be nothing else, whatever it carries', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (rest) => {
        const place = placeOfLink(`pilotlight://${rest}`);
        if (place !== null) expect(rest.toLowerCase().replace(/\/$/, '')).toBe(place);
      }),
    );
  });

  it('is found among the arguments of a start', () => {
    expect(linkIn(['/opt/pilotlight', '--flag', 'pilotlight://chain'])).toBe('pilotlight://chain');
    expect(linkIn(['/opt/pilotlight', '/home/me/pilotlight://x'])).toBeNull();
  });
});
