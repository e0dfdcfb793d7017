import { expect, it, vi } from 'vitest';
import { createAppStore } from '../../../../renderer/app-store.ts';
import { createChainDraft } from '../../../../renderer/views/chain/draft-store.ts';
import { createFakeRendererApi } from '../../../fakes/fake-renderer-api.ts';
import { sampleChain, sampleGateway, samplePicture } from '../../../fakes/sample-parts.ts';
import { sampleSnapshot } from '../../../fakes/sample-snapshot.ts';

function world(fallbacks: string[]) {
  return sampleGateway(samplePicture({ chains: [sampleChain({ primary: 'a/1', fallbacks })] }));
}

async function started() {
  const api = createFakeRendererApi({ ...sampleSnapshot('normal'), gateway: world(['b/2', 'c/3']) });
  const app = createAppStore(api);
  app.actions.start();
  await vi.waitFor(() => expect(app.getState().snapshot).not.toBeNull());
  const draft = createChainDraft(app);
  draft.change([{ edit: 'reorder-chain', agentId: null, refs: ['c/3', 'a/1', 'b/2'] }]);
  return { api, draft };
}

it('puts unsaved changes on top of a change from outside', async () => {
  const { api, draft } = await started();
  api.push([{ slice: 'gateway', value: world(['b/2', 'c/3', 'd/4']) }]);
  expect(draft.getState().edits).toEqual([
    { edit: 'reorder-chain', agentId: null, refs: ['c/3', 'a/1', 'b/2', 'd/4'] },
  ]);
  expect(draft.getState().outside?.notes).toHaveLength(1);
});

it('has nothing pending when the file says what was wanted', async () => {
  const { api, draft } = await started();
  const gateway = sampleGateway(
    samplePicture({ chains: [sampleChain({ primary: 'c/3', fallbacks: ['a/1', 'b/2'] })] }),
  );
  api.push([{ slice: 'gateway', value: gateway }]);
  expect(draft.getState()).toMatchObject({ edits: [], outside: null });
});

it('does not take a change of the gateway’s health for a change of the file', async () => {
  const { api, draft } = await started();
  api.push([{ slice: 'gateway', value: { ...world(['b/2', 'c/3']), health: { is: 'starting', since: 1 } } }]);
  expect(draft.getState().outside).toBeNull();
});

it('takes changes back one after the other', async () => {
  const { draft } = await started();
  draft.change([{ edit: 'set-alias', ref: 'a/1', alias: 'One' }]);
  expect(draft.getState().edits).toHaveLength(2);
  draft.undoLast();
  expect(draft.getState().edits).toHaveLength(1);
  draft.undoLast();
  expect(draft.getState().edits).toEqual([]);
});
