import { expect, test } from 'vitest';
import type { App } from '../../../electron/core/app.ts';
import { createRunVerbs } from '../../../electron/desktop/run-verbs.ts';
import type { CommandHandlers } from '../../../shared/ipc-contract.ts';
import { ok } from '../../../shared/result.ts';
import { defaultSettings } from '../../../shared/settings.ts';
import { modelKey, type WarmthPolicy } from '../../../shared/warmth.ts';
import { emptySnapshot } from '../../fakes/builders.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const on = { serverId: 's', modelId: 'm' };
const key = modelKey('s', 'm');

/** A menu over settings that remember what is set. */
function menu(first: WarmthPolicy | null) {
  const models: Record<string, WarmthPolicy> = first === null ? {} : { [key]: first };
  const loads: unknown[] = [];
  const settings = { ...defaultSettings, keepWarm: { ...defaultSettings.keepWarm, models } };
  const verbs = createRunVerbs({
    app: {
      ports: { log: createRecordingLog() },
      state: { snapshot: () => ({ revision: 0, ...emptySnapshot(), settings }) },
      contextToLoad: () => 32_768,
    } as unknown as App,
    handlers: {
      loadModel: (input: unknown) => ok(void loads.push(input)),
      setWarmth({ policy }: { policy: WarmthPolicy }) {
        models[key] = policy;
        return ok(undefined);
      },
    } as unknown as CommandHandlers,
    words: {} as never,
    ask: {} as never,
    developer: {} as never,
  });
  return { verbs, models, loads };
}

test('a tick taken away and set again brings back the pin with its hours', () => {
  const hours = { days: [1, 2], from: 480, to: 1_200 };
  const { verbs, models } = menu({ mode: 'pin', hours, acceptsRealRequests: true });
  verbs.tray({ is: 'keep-warm', ...on, keep: false });
  expect(models[key]).toMatchObject({ mode: 'off', hours });
  verbs.tray({ is: 'keep-warm', ...on, keep: true });
  expect(models[key]).toMatchObject({ mode: 'pin', hours, acceptsRealRequests: true });
});

test('the first tick keeps', () => {
  const { verbs, models } = menu(null);
  verbs.tray({ is: 'keep-warm', ...on, keep: true });
  expect(models[key]).toMatchObject({ mode: 'keep', hours: null });
});

test('a load from the menu has the context the model had', () => {
  const { verbs, loads } = menu(null);
  verbs.tray({ is: 'load', ...on });
  expect(loads).toMatchObject([{ ...on, contextLength: 32_768 }]);
});
