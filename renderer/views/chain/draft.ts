import type { NamedEdit } from '../../../shared/config-edits.ts';
import type { Sentence } from '../../../shared/findings.ts';
import type { AgentChain, ModelPicture } from '../../../shared/gateway.ts';
import { sentence } from '../../../shared/messages/sentence.ts';
import { presetEdits, presetOrder } from '../../../shared/presets.ts';
import { sameValue } from '../../../shared/same-value.ts';

/**
 * Changes of the chain that are not saved yet are named edits. What is shown is the file's own picture with the edits
 * replayed on it, so that a change of the file from outside merges by itself, or says in words why it can't.
 */

export type ChainEdit = Extract<
  NamedEdit,
  {
    edit:
      | 'set-primary'
      | 'add-fallback'
      | 'remove-fallback'
      | 'reorder-chain'
      | 'use-object-form'
      | 'give-own-chain'
      | 'inherit-chain'
      | 'set-alias'
      | 'apply-preset';
  }
>;

export type Replay = {
  picture: ModelPicture;
  /** The edits as they fit the picture now; what did not fit is gone. */
  edits: readonly ChainEdit[];
  /** What had to be given up or adapted, in words. */
  notes: readonly Sentence[];
};

type Step = { picture: ModelPicture; edit: ChainEdit | null; note?: Sentence };

export function replay(picture: ModelPicture, edits: readonly ChainEdit[]): Replay {
  let now = picture;
  const kept: ChainEdit[] = [];
  const notes: Sentence[] = [];
  for (const each of edits) {
    const { picture: next, edit, note } = apply(now, each);
    now = next;
    if (edit !== null) kept.push(edit);
    if (note !== undefined) notes.push(note);
  }
  return { picture: now, edits: kept, notes };
}

/** Adds an edit; what takes an earlier one back, or goes on with it, replaces it. Nothing left: nothing pending. */
export function withEdit(
  picture: ModelPicture,
  edits: readonly ChainEdit[],
  edit: ChainEdit,
): readonly ChainEdit[] {
  const last = edits.at(-1);
  const joined = last !== undefined && replaces(last, edit) ? edits.slice(0, -1) : edits;
  const all = [...joined, edit];
  const after = replay(picture, all);
  const isAsBefore =
    sameValue(after.picture.chains, picture.chains) && sameValue(after.picture.aliases, picture.aliases);
  return isAsBefore ? [] : after.edits;
}

function replaces(before: ChainEdit, after: ChainEdit): boolean {
  if (before.edit === 'set-alias' && after.edit === 'set-alias') return before.ref === after.ref;
  if (before.edit === 'reorder-chain' && after.edit === 'reorder-chain')
    return before.agentId === after.agentId;
  return false;
}

function apply(picture: ModelPicture, edit: ChainEdit): Step {
  if (edit.edit === 'set-alias') return applyAlias(picture, edit);
  const chain = picture.chains.find((each) => each.agentId === edit.agentId);
  if (chain === undefined) {
    const note = sentence('chainView.conflict.noAgent', { agent: edit.agentId ?? '' });
    return { picture, edit: null, note };
  }
  if (edit.edit === 'apply-preset') return applyPreset(picture, chain, edit);
  const done = applyToChain(chain, edit);
  if (done.chain === chain)
    return { picture, edit: null, ...(done.note === undefined ? {} : { note: done.note }) };
  const chains = picture.chains.map((each) => (each === chain ? done.chain : each));
  return {
    picture: { ...picture, chains: withEffective(chains) },
    edit: done.edit,
    ...(done.note === undefined ? {} : { note: done.note }),
  };
}

/** Worked out anew on whatever the chain is now, as it will be when it is saved. */
function applyPreset(
  picture: ModelPicture,
  chain: AgentChain,
  edit: Extract<ChainEdit, { edit: 'apply-preset' }>,
): Step {
  const order = presetOrder(picture, edit.agentId, edit.preset);
  if (!order.can) return { picture, edit: null, note: said('order', chain) };
  const done = replay(picture, presetEdits(chain, order));
  return { picture: done.picture, edit: order.changes ? edit : null };
}

type ChainStep = { chain: AgentChain; edit: ChainEdit; note?: Sentence };
type OnChain = Exclude<ChainEdit, { edit: 'set-alias' | 'apply-preset' }>;

function applyToChain(chain: AgentChain, edit: OnChain): ChainStep {
  switch (edit.edit) {
    case 'set-primary':
      return {
        chain: {
          ...chain,
          form: formWith(chain),
          primary: edit.ref,
          fallbacks: keptFallbacks(chain, edit.ref),
        },
        edit,
      };
    case 'add-fallback':
      return applyAdd(chain, edit);
    case 'remove-fallback':
      return applyRemove(chain, edit);
    case 'reorder-chain':
      return applyOrder(chain, edit);
    case 'use-object-form':
      return chain.form === 'string' ? { chain: { ...chain, form: 'object' }, edit } : { chain, edit };
    case 'give-own-chain':
      if (chain.form !== 'absent') return { chain, edit, note: said('ownChain', chain) };
      return { chain: { ...chain, form: 'object', primary: edit.primary, fallbacks: edit.fallbacks }, edit };
    case 'inherit-chain':
      if (chain.form === 'absent') return { chain, edit };
      return { chain: { ...chain, form: 'absent', primary: null, fallbacks: null }, edit };
  }
}

function formWith(chain: AgentChain): AgentChain['form'] {
  return chain.form === 'absent' ? 'object' : chain.form;
}

/** What an agent with nothing of its own has from the defaults goes into the chain it gets. */
function inheritedFallbacks({ agentId, primary, fallbacks, effective }: AgentChain): string[] {
  return agentId !== null && primary === null && fallbacks === null ? effective.fallbacks : [];
}

function keptFallbacks(chain: AgentChain, primary: string): string[] | null {
  const inherited = inheritedFallbacks(chain).filter((each) => each !== primary);
  return inherited.length > 0 ? inherited : chain.fallbacks;
}

function applyAdd(chain: AgentChain, edit: Extract<ChainEdit, { edit: 'add-fallback' }>): ChainStep {
  const list = chain.fallbacks ?? inheritedFallbacks(chain);
  if (list.includes(edit.ref)) return { chain, edit, note: saidOf('already', chain, edit.ref) };
  const at = edit.index === null ? list.length : Math.min(Math.max(0, edit.index), list.length);
  return { chain: { ...chain, form: 'object', fallbacks: list.toSpliced(at, 0, edit.ref) }, edit };
}

function applyRemove(chain: AgentChain, edit: Extract<ChainEdit, { edit: 'remove-fallback' }>): ChainStep {
  const list = chain.fallbacks ?? [];
  const at = list[edit.index] === edit.ref ? edit.index : list.indexOf(edit.ref);
  if (at === -1) return { chain, edit, note: saidOf('gone', chain, edit.ref) };
  return { chain: { ...chain, fallbacks: list.toSpliced(at, 1) }, edit: { ...edit, index: at } };
}

function applyOrder(chain: AgentChain, edit: Extract<ChainEdit, { edit: 'reorder-chain' }>): ChainStep {
  const current = [...(chain.primary === null ? [] : [chain.primary]), ...(chain.fallbacks ?? [])];
  if (current.length === 0) return { chain, edit, note: said('noChain', chain) };
  const refs = mergedOrder(current, edit.refs);
  if (sameValue(refs, current)) return { chain, edit };
  const [first, ...rest] = refs;
  const next =
    chain.primary === null
      ? { ...chain, fallbacks: refs }
      : { ...chain, primary: first ?? null, fallbacks: chain.fallbacks === null ? null : rest };
  const isSameSet = sameValue(current.toSorted(), edit.refs.toSorted());
  return { chain: next, edit: { ...edit, refs }, ...(isSameSet ? {} : { note: said('order', chain) }) };
}

/** The wanted order of what is there; a link that is not in it stays behind the one it stands behind, or last. */
export function mergedOrder(current: readonly string[], wanted: readonly string[]): string[] {
  const left = [...current];
  const merged: string[] = [];
  for (const ref of wanted) {
    const at = left.indexOf(ref);
    if (at === -1) continue;
    left.splice(at, 1);
    merged.push(ref);
  }
  for (const ref of left) {
    const place = current.indexOf(ref);
    const isAtTheEnd = current.slice(place).every((each) => left.includes(each));
    const before = current[place - 1];
    const behind = before === undefined ? -1 : merged.lastIndexOf(before);
    merged.splice(isAtTheEnd ? merged.length : behind + 1, 0, ref);
  }
  return merged;
}

function applyAlias(picture: ModelPicture, edit: Extract<ChainEdit, { edit: 'set-alias' }>): Step {
  const old = picture.aliases.find((each) => each.ref === edit.ref);
  if ((old?.alias ?? null) === edit.alias) return { picture, edit: null };
  const entry = { ref: edit.ref, alias: edit.alias };
  const aliases =
    old === undefined
      ? [...picture.aliases, entry]
      : picture.aliases.map((each) => (each === old ? entry : each));
  return { picture: { ...picture, aliases }, edit };
}

/** As the gateway resolves it: a primary of one's own without `fallbacks` is strict, missing parts are inherited. */
function withEffective(chains: readonly AgentChain[]): AgentChain[] {
  const defaults = chains.find((each) => each.agentId === null);
  const shared = { primary: defaults?.primary ?? null, fallbacks: defaults?.fallbacks ?? [] };
  return chains.map((chain) => ({
    ...chain,
    effective: {
      primary: chain.primary ?? shared.primary,
      fallbacks: chain.fallbacks ?? (chain.primary === null ? shared.fallbacks : []),
    },
  }));
}

/** Never shown without a name: an agent's own, its id, or the defaults' place in the config, which is said as "Default chain". */
export function chainName(chain: Pick<AgentChain, 'agentId' | 'name'>): string {
  return chain.name ?? chain.agentId ?? 'agents.defaults';
}

function said(what: 'order' | 'ownChain' | 'noChain', chain: AgentChain): Sentence {
  return sentence(`chainView.conflict.${what}`, { chain: chainName(chain) });
}

function saidOf(what: 'gone' | 'already', chain: AgentChain, ref: string): Sentence {
  return sentence(`chainView.conflict.${what}`, { chain: chainName(chain), ref });
}
