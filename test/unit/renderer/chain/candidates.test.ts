import { expect, it } from 'vitest';
import { aliasProblem } from '../../../../renderer/views/chain/alias-problem.ts';
import {
  candidatesOf,
  matching,
  unconfiguredCandidates,
  writtenCandidate,
} from '../../../../renderer/views/chain/candidates.ts';
import { pictureOf } from '../../../../shared/gateway.ts';
import { sampleSnapshot } from '../../../fakes/sample-snapshot.ts';

const snapshot = sampleSnapshot('normal');
const picture = pictureOf(snapshot.gateway);
if (picture === null) throw new Error('The sample world has a config.');

it('offers what servers list for chat and what the config names, each once', () => {
  const refs = candidatesOf(snapshot, picture).map((each) => each.ref);
  expect(refs).toContain('lmstudio/minimax-m2.1-gs32');
  expect(refs).toContain('anthropic/claude-sonnet-4-5');
  expect(refs.some((ref) => ref.includes('embed'))).toBe(false);
  expect(new Set(refs).size).toBe(refs.length);
});

it('finds by alias, by server and by parts of the name', () => {
  const all = candidatesOf(snapshot, picture);
  expect(matching(all, 'sonnet').map((each) => each.ref)).toEqual(['anthropic/claude-sonnet-4-5']);
  expect(matching(all, 'workshop glm').map((each) => each.ref)).toEqual(['workshop/GLM-5-Air-Q6_K']);
});

it('offers the models of a server that is no provider yet beside those, under the ref they would get', () => {
  const [server] = snapshot.servers;
  if (server === undefined) throw new Error('The sample world has a server.');
  const fresh = { ...server, id: 'fresh', name: 'Fresh', providerIds: [] };
  const world = { ...snapshot, servers: [...snapshot.servers, fresh] };
  const found = unconfiguredCandidates(world, picture).filter((each) => each.serverId === 'fresh');
  expect(found.map((each) => each.modelId)).toEqual(
    server.models.filter((each) => each.capabilities?.includes('embedding') !== true).map((each) => each.id),
  );
  expect(found[0]).toMatchObject({
    is: 'not-in-config',
    from: 'Fresh',
    ref: `lmstudio-2/${server.models[0]?.id}`,
  });
  expect(candidatesOf(world, picture).some((each) => each.serverId === 'fresh')).toBe(false);
});

it('says what speaks against a reference written by hand', () => {
  expect(writtenCandidate(snapshot, picture, 'no slash')).toBeNull();
  expect(writtenCandidate(snapshot, picture, 'lmstudio/minimax-m2.1')?.doubt?.key).toBe(
    'chainView.add.nearest',
  );
  expect(writtenCandidate(snapshot, picture, 'foo/bar')?.doubt?.key).toBe('chainView.add.noProvider');
  expect(writtenCandidate(snapshot, picture, 'anthropic/claude-next')?.doubt).toBeNull();
});

it('refuses an alias that is taken or no word', () => {
  const ref = 'lmstudio/qwen3.8-coder-30b';
  expect(aliasProblem(picture, ref, 'Sonnet')?.key).toBe('chainView.alias.taken');
  expect(aliasProblem(picture, ref, 'a/b')?.key).toBe('chainView.alias.slash');
  expect(aliasProblem(picture, ref, 'Coder')).toBeNull();
});
