import { expect, test } from 'vitest';
import { serverAdapters } from '../../../../electron/core/servers/registry.ts';
import { usualPorts } from '../../../../electron/core/servers/scan.ts';

test('a scan looks at the port of every kind, and at each once', () => {
  const known = [1234, 11434, 8080, 9931, 8000, 4000, 30000, 5000, 5001, 1337, 6767, 17434];
  expect(usualPorts.toSorted()).toEqual(known.toSorted());
  for (const { defaultPorts } of serverAdapters)
    expect(usualPorts).toEqual(expect.arrayContaining([...defaultPorts]));
});
