import { describe, expect, it } from 'vitest';
import { type ChainEdit, mergedOrder, replay, withEdit } from '../../../../renderer/views/chain/draft.ts';
import { addEdits, inheritsLink, moveEdits, removeEdits } from '../../../../renderer/views/chain/gestures.ts';
import { pendingMarks } from '../../../../renderer/views/chain/pending-marks.ts';
import { linksOf, orderEdits } from '../../../../shared/chain-order.ts';
import type { ModelPicture } from '../../../../shared/gateway.ts';
import { presetEdits } from '../../../../shared/presets.ts';
import { sampleChain, samplePicture, sampleProvider } from '../../../fakes/sample-parts.ts';

const picture = samplePicture({
  aliases: [{ ref: 'a/1', alias: 'One' }],
  chains: [
    sampleChain({ primary: 'a/1', fallbacks: ['b/2', 'c/3'] }),
    sampleChain({ agentId: 'post', form: 'string', primary: 'a/1', fallbacks: null }),
    sampleChain({
      agentId: 'news',
      form: 'absent',
      effective: { primary: 'a/1', fallbacks: ['b/2', 'c/3'] },
    }),
    sampleChain({
      agentId: 'half',
      primary: null,
      fallbacks: ['d/4'],
      effective: { primary: 'a/1', fallbacks: ['d/4'] },
    }),
  ],
});

function chain(agentId: string | null, of: ModelPicture = picture) {
  const found = of.chains.find((each) => each.agentId === agentId);
  if (found === undefined) throw new Error(`There is no chain of ${agentId}.`);
  return found;
}

function linksAfter(edits: ChainEdit[], agentId: string | null = null): string[] {
  return linksOf(chain(agentId, replay(picture, edits).picture));
}

describe('what a person does with a link', () => {
  it('moves a fallback to the front as one new order', () => {
    const edits = moveEdits(chain(null), 2, 0);
    expect(edits).toEqual([{ edit: 'reorder-chain', agentId: null, refs: ['c/3', 'a/1', 'b/2'] }]);
    expect(linksAfter(edits)).toEqual(['c/3', 'a/1', 'b/2']);
  });

  it('promotes the next link when the primary is removed, and keeps the last one', () => {
    expect(linksAfter(removeEdits(chain(null), 0))).toEqual(['b/2', 'c/3']);
    expect(removeEdits(chain('post'), 0)).toEqual([]);
  });

  it('gives an inheriting agent a chain of its own when something is changed in it', () => {
    expect(linksAfter(addEdits(chain('news'), 'd/4'), 'news')).toEqual(['a/1', 'b/2', 'c/3', 'd/4']);
    expect(linksAfter(removeEdits(chain('news'), 1), 'news')).toEqual(['a/1', 'c/3']);
    expect(linksAfter(orderEdits(chain('news'), ['c/3', 'b/2', 'a/1']), 'news')).toEqual([
      'c/3',
      'b/2',
      'a/1',
    ]);
  });

  it('takes the place of an inherited primary without losing it', () => {
    expect(inheritsLink(chain('half'), 0)).toBe(true);
    expect(inheritsLink(chain('half'), 1)).toBe(false);
    expect(linksAfter(orderEdits(chain('half'), ['d/4', 'a/1']), 'half')).toEqual(['d/4', 'a/1']);
  });

  it('writes a text chain as an object as soon as it gets a fallback', () => {
    const { picture: next } = replay(picture, addEdits(chain('post'), 'b/2'));
    expect(chain('post', next)).toMatchObject({ form: 'object', primary: 'a/1', fallbacks: ['b/2'] });
  });

  it('takes what a preset loses out of the chain', () => {
    const order = { can: true as const, refs: ['c/3', 'b/2'], lost: ['a/1'], changes: true };
    expect(linksAfter(presetEdits(chain(null), order))).toEqual(['c/3', 'b/2']);
  });
});

describe('a preset', () => {
  const local = sampleProvider('near', { baseUrl: 'http://127.0.0.1:1234/v1', models: [] });
  const hosted = sampleProvider('far', { baseUrl: 'https://api.example.com/v1', models: [] });
  const withFallbacks = (fallbacks: string[]) =>
    samplePicture({
      providers: [local, hosted],
      chains: [
        sampleChain({ primary: 'far/big', fallbacks: [] }),
        sampleChain({
          agentId: 'coder',
          primary: null,
          fallbacks,
          effective: { primary: 'far/big', fallbacks },
        }),
      ],
    });
  const edit: ChainEdit = { edit: 'apply-preset', agentId: 'coder', preset: 'local-first' };

  it('is one change, also where the primary is inherited', () => {
    const before = withFallbacks(['near/m']);
    const [kept, ...more] = withEdit(before, [], edit);
    expect([kept, more]).toEqual([edit, []]);
    expect(linksOf(chain('coder', replay(before, [edit]).picture))).toEqual(['near/m', 'far/big']);
  });

  it('takes in what the file got meanwhile', () => {
    const after = replay(withFallbacks(['far/other', 'near/m', 'near/new']), [edit]);
    expect(linksOf(chain('coder', after.picture))).toEqual(['near/m', 'near/new', 'far/big', 'far/other']);
  });
});

describe('the draft', () => {
  it('is empty again when the last change takes the first one back', () => {
    const there = withEdit(picture, [], {
      edit: 'reorder-chain',
      agentId: null,
      refs: ['b/2', 'a/1', 'c/3'],
    });
    expect(there).toHaveLength(1);
    expect(
      withEdit(picture, there, { edit: 'reorder-chain', agentId: null, refs: ['a/1', 'b/2', 'c/3'] }),
    ).toEqual([]);
  });

  it('says one order for many moves of one chain', () => {
    const first = withEdit(picture, [], {
      edit: 'reorder-chain',
      agentId: null,
      refs: ['b/2', 'a/1', 'c/3'],
    });
    const second = withEdit(picture, first, {
      edit: 'reorder-chain',
      agentId: null,
      refs: ['b/2', 'c/3', 'a/1'],
    });
    expect(second).toEqual([{ edit: 'reorder-chain', agentId: null, refs: ['b/2', 'c/3', 'a/1'] }]);
  });

  it('shows an inheriting agent what the changed defaults would give it', () => {
    expect(linksAfter([{ edit: 'set-primary', agentId: null, ref: 'z/9' }], 'news')).toEqual([
      'z/9',
      'b/2',
      'c/3',
    ]);
  });

  it('keeps the order of what is still there when the file changed outside, and says so', () => {
    const outside = {
      ...picture,
      chains: [sampleChain({ primary: 'a/1', fallbacks: ['x/8', 'c/3'] }), ...picture.chains.slice(1)],
    };
    const again = replay(outside, [{ edit: 'reorder-chain', agentId: null, refs: ['c/3', 'a/1', 'b/2'] }]);
    expect(linksOf(chain(null, again.picture))).toEqual(['c/3', 'a/1', 'x/8']);
    expect(again.notes.map((note) => note.key)).toEqual(['chainView.conflict.order']);
  });

  it('gives up what makes no sense any more, in words', () => {
    const edits: ChainEdit[] = [
      { edit: 'remove-fallback', agentId: null, index: 0, ref: 'gone/1' },
      { edit: 'add-fallback', agentId: null, ref: 'b/2', index: null },
      { edit: 'give-own-chain', agentId: 'post', primary: 'a/1', fallbacks: [] },
      { edit: 'inherit-chain', agentId: 'nobody' },
    ];
    const { edits: left, notes } = replay(picture, edits);
    expect(left).toEqual([]);
    expect(notes.map((note) => note.key)).toEqual([
      'chainView.conflict.gone',
      'chainView.conflict.already',
      'chainView.conflict.ownChain',
      'chainView.conflict.noAgent',
    ]);
  });

  it('finds a fallback by its name when its place changed', () => {
    const { edits } = replay(picture, [{ edit: 'remove-fallback', agentId: null, index: 0, ref: 'c/3' }]);
    expect(edits).toEqual([{ edit: 'remove-fallback', agentId: null, index: 1, ref: 'c/3' }]);
  });
});

describe('an order merged with another set of links', () => {
  it('keeps a new link behind the one it stands behind', () => {
    expect(mergedOrder(['a', 'x', 'b'], ['b', 'a'])).toEqual(['b', 'a', 'x']);
  });

  it('keeps a new last link last', () => {
    expect(mergedOrder(['a', 'b', 'x'], ['b', 'a'])).toEqual(['b', 'a', 'x']);
    expect(mergedOrder(['a', 'b', 'x', 'y'], ['b', 'a'])).toEqual(['b', 'a', 'x', 'y']);
  });

  it('keeps a new first link first', () => {
    expect(mergedOrder(['x', 'a', 'b'], ['b', 'a'])).toEqual(['x', 'b', 'a']);
  });

  it('keeps every link, also one that stands twice', () => {
    expect(mergedOrder(['a', 'b', 'a'], ['b', 'a', 'a'])).toEqual(['b', 'a', 'a']);
  });
});

describe('the marks of what is pending', () => {
  it('calls only the link moved that was dragged, not those that made way', () => {
    expect(pendingMarks(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c']).marks).toEqual([
      'moved',
      null,
      null,
      null,
    ]);
  });

  it('tells added and removed links', () => {
    expect(pendingMarks(['a', 'b'], ['a', 'n'])).toEqual({ marks: [null, 'added'], removed: ['b'] });
  });
});
