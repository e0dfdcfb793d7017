import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { capabilitiesFile, capabilityTable } from '../../../../build/capability-table.ts';
import { serverAdapters } from '../../../../electron/core/servers/registry.ts';

test('the copy in the repository is what the adapters say today', () => {
  expect(readFileSync(capabilitiesFile, 'utf8')).toBe(capabilityTable());
});

test.each(serverAdapters.map((adapter) => [adapter.kind, adapter] as const))(
  '%s has a way to do what it says it can do, and no other',
  (_kind, adapter) => {
    const { load, unload, reload, loadProgress, loadWithContext, events, freeNudge } = adapter.abilities;
    expect(load.can).toBe(adapter.load !== undefined);
    expect(unload.can).toBe(adapter.unload !== undefined);
    expect(reload.can).toBe(load.can && unload.can);
    expect(loadWithContext.can || loadProgress.can ? load.can : true).toBe(true);
    expect(events.can).toBe(adapter.events !== undefined);
    expect(freeNudge.can).toBe(adapter.nudge?.tokens === 0 && !adapter.nudge.isRealRequest);
  },
);
