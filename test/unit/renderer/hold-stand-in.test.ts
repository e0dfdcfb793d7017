import { expect, it, vi } from 'vitest';
import { createAppStore } from '../../../renderer/app-store.ts';
import { holdWhileUnsaved } from '../../../renderer/main-window/use-hold-stand-in.ts';
import { chainDraftOf } from '../../../renderer/views/chain/draft-store.ts';
import { textsOf } from '../../../renderer/views/config/text-store.ts';
import { ok } from '../../../shared/result.ts';
import { twoLinks } from '../../fakes/chain-worlds.ts';
import { createFakeRendererApi } from '../../fakes/fake-renderer-api.ts';

vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });

const file = '/c/openclaw.json';

/** A window with both drafts and no place on the screen, and time that passes when told. */
async function shell() {
  const api = createFakeRendererApi(twoLinks());
  api.answer('configText', () => ok({ file, text: '{}', hash: 'h', readOnly: null, files: [file] } as never));
  const app = createAppStore(api);
  app.actions.start();
  await vi.waitFor(() => expect(app.getState().snapshot).not.toBeNull());
  const texts = textsOf(app);
  await texts.read(null);

  const ticking = new Set<() => void>();
  let held = 0;
  const stop = holdWhileUnsaved(
    () => {
      held += 1;
    },
    (run) => {
      ticking.add(run);
      return () => void ticking.delete(run);
    },
  );
  const twoMinutes = () => {
    for (const run of ticking) run();
  };
  return { chain: chainDraftOf(app), texts, held: () => held, twoMinutes, stop };
}

it('holds the stand-in while the order is changed and not saved, on whatever place', async () => {
  const { chain, held, twoMinutes } = await shell();
  expect(held()).toBe(0);
  chain.change([{ edit: 'reorder-chain', agentId: null, refs: ['b/b-m', 'a/a-m'] }]);
  twoMinutes();
  twoMinutes();
  expect(held()).toBe(3);
  chain.discard();
  twoMinutes();
  expect(held()).toBe(3);
});

it('holds it while the text of the config is changed and not saved', async () => {
  const { chain, texts, held, twoMinutes, stop } = await shell();
  texts.write(file, '{ agents: {} }');
  expect(held()).toBe(1);
  chain.change([{ edit: 'reorder-chain', agentId: null, refs: ['b/b-m', 'a/a-m'] }]);
  chain.discard();
  twoMinutes();
  expect(held()).toBe(2);
  stop();
  twoMinutes();
  expect(held()).toBe(2);
  texts.change(file, 'discard');
});
