import { expect, test } from 'vitest';
import { adapterFor } from '../../../electron/core/servers/registry.ts';
import { serverKinds } from '../../../shared/servers.ts';
import { showsRequests } from '../../../shared/shows-requests.ts';

test('where looking shows no request, avoided cold starts are not counted as none', () => {
  const blind = serverKinds.filter((kind) => !showsRequests({ kind, abilities: adapterFor(kind).abilities }));
  expect(blind).toEqual(expect.arrayContaining(['lm-studio', 'localai', 'openai-compatible']));
  expect(blind).not.toContain('ollama');
  expect(blind).not.toContain('llama-swap');
});
