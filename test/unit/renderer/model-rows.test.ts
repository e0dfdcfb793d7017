import { describe, expect, it } from 'vitest';
import type { ModelsQuery } from '../../../renderer/app-store.ts';
import { createRowsMaker, type ListRow } from '../../../renderer/display/model-rows.ts';
import type { ServerWithModels } from '../../../shared/servers.ts';
import { sampleSnapshot } from '../../fakes/sample-snapshot.ts';

const all: ModelsQuery = { filter: '', sort: 'server-order', onlyLoaded: false, collapsed: [] };
const { servers } = sampleSnapshot('normal');

function labels(rows: readonly ListRow[]): string[] {
  return rows.map((row) => (row.is === 'server' ? `# ${row.name}` : row.is === 'model' ? row.modelId : '-'));
}

function withFirstModel(change: object): ServerWithModels[] {
  return servers.map((server, at) =>
    at === 0
      ? { ...server, models: server.models.map((model, i) => (i === 0 ? { ...model, ...change } : model)) }
      : server,
  );
}

describe('the rows of the models list', () => {
  it('lists every server with its models in the server’s order', () => {
    expect(labels(createRowsMaker()(servers, all))).toEqual([
      '# LM Studio',
      'minimax-m2.1-gs32',
      'qwen3.8-coder-30b',
      'text-embedding-nomic-embed-text-v1.5',
      '# Ollama',
      'gpt-oss:120b',
      'qwen3:32b',
      'gemma4:27b',
      'deepseek-v4:671b-cloud',
      '# Workshop GPU box',
      'GLM-5-Air-Q6_K',
      'Qwen3-Next-80B-A3B',
      'Devstral-2-24B',
    ]);
  });

  it('answers the very same rows when only the state of a model changed', () => {
    const make = createRowsMaker();
    const before = make(servers, all);
    expect(make(withFirstModel({ state: { is: 'not-loaded' }, contextAllocated: null }), all)).toBe(before);
  });

  it('answers new rows when a name changed', () => {
    const make = createRowsMaker();
    const before = make(servers, all);
    const after = make(withFirstModel({ name: 'Another' }), all);
    expect(after).not.toBe(before);
    expect(after[2]).toBe(before[2]);
  });

  it('finds models by words of their name, their server and their quantisation', () => {
    const make = createRowsMaker();
    expect(labels(make(servers, { ...all, filter: 'QWEN workshop' }))).toEqual([
      '# Workshop GPU box',
      'Qwen3-Next-80B-A3B',
    ]);
    expect(labels(make(servers, { ...all, filter: 'mxfp4' }))).toEqual(['# Ollama', 'gpt-oss:120b']);
    expect(make(servers, { ...all, filter: 'nothing like this' })).toEqual([]);
  });

  it('shows only what is loaded or on its way when asked to', () => {
    expect(labels(createRowsMaker()(servers, { ...all, onlyLoaded: true }))).toEqual([
      '# LM Studio',
      'minimax-m2.1-gs32',
      '# Ollama',
      'gpt-oss:120b',
      'qwen3:32b',
      '# Workshop GPU box',
      'GLM-5-Air-Q6_K',
      'Devstral-2-24B',
    ]);
  });

  it('hides the models of a closed group, except while filtering', () => {
    const make = createRowsMaker();
    const collapsed = ['ollama', 'workshop'];
    expect(labels(make(servers, { ...all, collapsed }))).toHaveLength(6);
    expect(labels(make(servers, { ...all, collapsed, filter: 'gemma' }))).toEqual(['# Ollama', 'gemma4:27b']);
  });

  it('sorts by name with numbers as numbers, by state with warm first, by size with the largest first', () => {
    const ollama = servers.slice(1, 2);
    const make = createRowsMaker();
    expect(labels(make(ollama, { ...all, sort: 'state' }))[1]).toBe('qwen3:32b');
    expect(labels(make(ollama, { ...all, sort: 'size' }))[1]).toBe('gpt-oss:120b');
    expect(labels(make(ollama, { ...all, sort: 'name' })).slice(1)).toEqual([
      'deepseek-v4:671b-cloud',
      'gemma4:27b',
      'gpt-oss:120b',
      'qwen3:32b',
    ]);
  });

  it('says that a server lists nothing', () => {
    const bare = servers.slice(0, 1).map((server) => ({ ...server, models: [] }));
    expect(createRowsMaker()(bare, all).map((row) => row.is)).toEqual(['server', 'none']);
  });
});
