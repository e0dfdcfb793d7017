import { describe, expect, it } from 'vitest';
import { formEdits, formOf, isValid, numberOf } from '../../../../renderer/views/config/provider-form.ts';
import {
  isUnsaved,
  keepMine,
  openDraft,
  takeFile,
  withFile,
} from '../../../../renderer/views/config/text-draft.ts';
import { sampleConfiguredModel, sampleProvider } from '../../../fakes/sample-parts.ts';

const provider = sampleProvider('lmstudio', {
  baseUrl: 'http://127.0.0.1:1234/v1',
  api: 'openai-responses',
  models: [sampleConfiguredModel('m', { contextWindow: 32_768 })],
});

describe('the form of a provider', () => {
  it('makes no edits while nothing was typed', () => {
    expect(formEdits(provider, formOf(provider))).toEqual([]);
  });

  it('makes one named edit for each field that differs', () => {
    const form = formOf(provider);
    const edits = formEdits(provider, {
      ...form,
      timeoutSeconds: '180',
      keyVariable: 'LM_KEY',
      models: form.models.map((model) => ({ ...model, contextWindow: '65,536', maxTokens: '' })),
    });
    expect(edits).toEqual([
      { edit: 'set-timeout', providerId: 'lmstudio', seconds: 180 },
      { edit: 'set-key-variable', providerId: 'lmstudio', name: 'LM_KEY' },
      {
        edit: 'set-model-number',
        providerId: 'lmstudio',
        modelId: 'm',
        field: 'contextWindow',
        value: 65_536,
      },
      { edit: 'set-model-number', providerId: 'lmstudio', modelId: 'm', field: 'maxTokens', value: null },
    ]);
  });

  it('removes a model instead of changing its numbers', () => {
    const form = formOf(provider);
    const models = form.models.map((model) => ({ ...model, removed: true, contextWindow: '1' }));
    expect(formEdits(provider, { ...form, models })).toEqual([
      { edit: 'remove-model', providerId: 'lmstudio', modelId: 'm' },
    ]);
  });

  it('accepts numbers as people write them and nothing else', () => {
    expect(['', ' 65 536 ', '65.536', '0', '-1', '64k', '1e3'].map(numberOf)).toEqual([
      null,
      65_536,
      65_536,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(isValid({ ...formOf(provider), baseUrl: 'ftp://x' })).toBe(false);
    expect(isValid({ ...formOf(provider), keyVariable: 'lower' })).toBe(false);
  });
});

describe('the text of a file', () => {
  const file = (text: string, hash = text) => ({ file: '/c.json', hash, text, secrets: 0, failure: null });

  it('follows the file while nothing was written', () => {
    expect(withFile(openDraft(file('a')), file('b')).text).toBe('b');
  });

  it('keeps what was written and shows that the file is another one', () => {
    const draft = withFile({ ...openDraft(file('a')), text: 'mine' }, file('b'));
    expect(draft).toMatchObject({ text: 'mine', outside: { text: 'b' } });
    expect(keepMine(draft)).toMatchObject({ text: 'mine', base: { text: 'b' }, outside: null });
    expect(takeFile(draft)).toMatchObject({ text: 'b', outside: null });
  });

  it('has nothing unsaved when the file became what was written', () => {
    expect(isUnsaved(withFile({ ...openDraft(file('a')), text: 'b' }, file('b')))).toBe(false);
  });
});
