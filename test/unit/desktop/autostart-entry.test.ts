import { expect, it } from 'vitest';
import { autostartEntry } from '../../../electron/desktop/autostart-entry.ts';

it('the autostart entry starts the program hidden, whatever its path is called', () => {
  expect(autostartEntry('/opt/Pilotlight/pilotlight')).toContain(
    'Exec="/opt/Pilotlight/pilotlight" --hidden\n',
  );
  expect(autostartEntry('/home/a b/100%/"x"$y`z\\')).toContain(
    'Exec="/home/a b/100%%/\\"x\\"\\$y\\`z\\\\" --hidden\n',
  );
});
