import type { NamedEdit } from '../../../../shared/config-edits.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import type { Result } from '../../../../shared/result.ts';
import { type ConfigTree, isObject } from '../config-files.ts';
import { valueAt } from '../config-path.ts';
import { isList } from '../config-pieces.ts';
import type { Json, Path } from '../json5-document.ts';
import {
  insertStep,
  moveStep,
  notPossible,
  type PlannedEdit,
  planned,
  removeStep,
  reorderStep,
  type Step,
  setOrRemove,
} from './planned-edit.ts';

/** Edits of a chain: the defaults' or one agent's. Only the keys named change; nothing is invented or lost. */

type Named<Name extends NamedEdit['edit']> = Extract<NamedEdit, { edit: Name }>;

type Chain = {
  path: Path;
  agent: string;
  form: 'absent' | 'string' | 'object' | 'other';
  primary: string | null;
  /** null: not written. */
  fallbacks: readonly string[] | null;
};

export function setPrimary(tree: ConfigTree, { agentId, ref }: Named<'set-primary'>): Result<PlannedEdit> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  const { path, form, agent } = chain.value;
  const said = sentence('edit.setPrimary', { agent, ref });
  // A text stays a text: its meaning (no fallbacks) is the person's, and is shown as a badge.
  if (form === 'string') return setOrRemove(tree, path, ref, said);
  const inherited = inheritedFallbacks(tree, agentId, chain.value).filter((each) => each !== ref);
  // A primary of its own without fallbacks would turn off those it has from the defaults.
  if (inherited.length > 0) return setOrRemove(tree, path, { primary: ref, fallbacks: inherited }, said);
  return setOrRemove(tree, [...path, 'primary'], ref, said);
}

export function addFallback(
  tree: ConfigTree,
  { agentId, ref, index }: Named<'add-fallback'>,
): Result<PlannedEdit> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  const { path, form, primary, fallbacks, agent } = chain.value;
  const said = sentence('edit.addFallback', { agent, ref });
  const list = fallbacks ?? inheritedFallbacks(tree, agentId, chain.value);
  const at = index === null ? list.length : Math.min(Math.max(0, index), list.length);
  if (fallbacks !== null) return planned(said, [insertStep([...path, 'fallbacks'], ref, at)]);
  if (form === 'string') return setOrRemove(tree, path, { primary: primary ?? '', fallbacks: [ref] }, said);
  return setOrRemove(tree, [...path, 'fallbacks'], list.toSpliced(at, 0, ref), said);
}

export function removeFallback(tree: ConfigTree, edit: Named<'remove-fallback'>): Result<PlannedEdit> {
  const found = findFallback(tree, edit.agentId, edit.ref, edit.index);
  if (!found.ok) return found;
  const { chain, index } = found.value;
  const said = sentence('edit.removeFallback', { agent: chain.agent, ref: edit.ref });
  const list = [...chain.path, 'fallbacks'];
  return planned(said, [removeStep([...list, index])], [list]);
}

export function moveFallback(tree: ConfigTree, edit: Named<'move-fallback'>): Result<PlannedEdit> {
  const found = findFallback(tree, edit.agentId, edit.ref, edit.from);
  if (!found.ok) return found;
  const { chain, index } = found.value;
  const last = (chain.fallbacks?.length ?? 1) - 1;
  const to = Math.min(Math.max(0, edit.to), last);
  const said = sentence('edit.moveFallback', { agent: chain.agent, ref: edit.ref, place: to + 1 });
  return planned(said, [moveStep([...chain.path, 'fallbacks'], index, to)]);
}

/** A plain set: what is written about the place stays. */
export function replaceRef(tree: ConfigTree, edit: Named<'replace-ref'>): Result<PlannedEdit> {
  const found = findFallback(tree, edit.agentId, edit.ref, edit.index);
  if (!found.ok) return found;
  const { chain, index } = found.value;
  const said = sentence('edit.replaceRef', { agent: chain.agent, ref: edit.ref, to: edit.to });
  return setOrRemove(tree, [...chain.path, 'fallbacks', index], edit.to, said);
}

/** What dragging produces: the same refs, another order, the first one is the primary. */
export function reorderChain(
  tree: ConfigTree,
  { agentId, refs }: Named<'reorder-chain'>,
): Result<PlannedEdit> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  const { path, primary, fallbacks, agent } = chain.value;
  if (inherits(agentId, chain.value)) return inheritsAll(agent);
  const current = [...(primary === null ? [] : [primary]), ...(fallbacks ?? [])];
  if (!sameMembers(current, refs)) {
    return notPossible('The chain was changed meanwhile: the new order names other models than the file.');
  }
  const said = sentence('edit.reorderChain', { agent, order: refs.join(' → ') });
  const list = [...path, 'fallbacks'];
  const wanted = primary === null ? refs : refs.slice(1);
  const steps: Step[] = [];
  const inFile = [...(fallbacks ?? [])];
  if (primary !== null && refs[0] !== undefined && refs[0] !== primary) {
    const index = inFile.indexOf(refs[0]);
    steps.push(...exchangeSteps(tree, [...path, 'primary'], primary, [...list, index], refs[0]));
    inFile[index] = primary;
  }
  const order = orderOf(inFile, wanted);
  if (order.some((old, now) => old !== now)) steps.push(reorderStep(list, order));
  return planned(said, steps, steps.length === 0 ? [] : [[...path, 'primary'], list]);
}

/** Comments can't go over to another file: there only the refs change places. */
function exchangeSteps(tree: ConfigTree, primaryAt: Path, primary: string, at: Path, next: string): Step[] {
  if (tree.ownerOf(primaryAt).file === tree.ownerOf(at).file)
    return [{ is: 'exchange', path: primaryAt, other: at }];
  return [
    { is: 'edit', path: primaryAt, make: (inner) => ({ op: 'set', path: inner, value: next }) },
    { is: 'edit', path: at, make: (inner) => ({ op: 'set', path: inner, value: primary }) },
  ];
}

export function writeObjectForm(
  tree: ConfigTree,
  { agentId }: Named<'use-object-form'>,
): Result<PlannedEdit> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  const { path, form, primary, agent } = chain.value;
  const said = sentence('edit.useObjectForm', { agent });
  if (form === 'object') return planned(said, [], []);
  if (form !== 'string' || primary === null) return notPossible(`${agent} has no model of its own.`);
  return setOrRemove(tree, path, { primary }, said);
}

export function giveOwnChain(tree: ConfigTree, edit: Named<'give-own-chain'>): Result<PlannedEdit> {
  const chain = chainOf(tree, edit.agentId);
  if (!chain.ok) return chain;
  const { path, form, agent } = chain.value;
  if (form !== 'absent') return notPossible(`${agent} has a chain of its own already.`);
  const value: { [key: string]: Json } = {};
  if (edit.primary !== null) value.primary = edit.primary;
  if (edit.fallbacks !== null) value.fallbacks = edit.fallbacks;
  return setOrRemove(tree, path, value, sentence('edit.giveOwnChain', { agent }));
}

export function inheritChain(tree: ConfigTree, { agentId }: Named<'inherit-chain'>): Result<PlannedEdit> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  if (agentId === null) return notPossible('The default chain inherits from nothing.');
  return setOrRemove(
    tree,
    chain.value.path,
    null,
    sentence('edit.inheritChain', { agent: chain.value.agent }),
  );
}

export function setAlias(tree: ConfigTree, { ref, alias }: Named<'set-alias'>): Result<PlannedEdit> {
  const path = ['agents', 'defaults', 'models', ref, 'alias'];
  const said =
    alias === null ? sentence('edit.removeAlias', { ref }) : sentence('edit.setAlias', { ref, alias });
  return setOrRemove(tree, path, alias, said);
}

function chainOf(tree: ConfigTree, agentId: string | null): Result<Chain> {
  const path = chainPath(tree, agentId);
  if (path === null) return notPossible(`There is no agent ${agentId ?? ''} in the config.`);
  const value = valueAt(tree.value, path);
  const agent = agentId ?? 'agents.defaults';
  if (typeof value === 'string') {
    return { ok: true, value: { path, agent, form: 'string', primary: value, fallbacks: null } };
  }
  if (value !== undefined && !isObject(value)) {
    return notPossible(
      `The model of ${agent} is neither a text nor an object; correct it in the text first.`,
    );
  }
  const primary = typeof value?.primary === 'string' ? value.primary : null;
  const list = value?.fallbacks;
  if (list !== undefined && !(isList(list) && list.every((each) => typeof each === 'string'))) {
    return notPossible(`The fallbacks of ${agent} are not a list of texts; correct them in the text first.`);
  }
  const fallbacks = list === undefined ? null : (list as readonly string[]);
  return {
    ok: true,
    value: { path, agent, form: value === undefined ? 'absent' : 'object', primary, fallbacks },
  };
}

/** Nothing of its own: all of it comes from the defaults. */
function inherits(agentId: string | null, { primary, fallbacks }: Chain): boolean {
  return agentId !== null && primary === null && fallbacks === null;
}

function inheritsAll(agent: string): Result<never> {
  return notPossible(`${agent} uses the default chain; give it one of its own first.`);
}

/** The fallbacks an agent has from the defaults as long as it has no chain of its own. */
function inheritedFallbacks(tree: ConfigTree, agentId: string | null, chain: Chain): readonly string[] {
  if (!inherits(agentId, chain)) return [];
  const defaults = chainOf(tree, null);
  return defaults.ok ? (defaults.value.fallbacks ?? []) : [];
}

export function chainPath(tree: ConfigTree, agentId: string | null): Path | null {
  if (agentId === null) return ['agents', 'defaults', 'model'];
  const entries = valueAt(tree.value, ['agents', 'entries']);
  if (isObject(entries))
    return Object.hasOwn(entries, agentId) ? ['agents', 'entries', agentId, 'model'] : null;
  const list = valueAt(tree.value, ['agents', 'list']);
  const index = isList(list) ? list.findIndex((each) => isObject(each) && each.id === agentId) : -1;
  return index === -1 ? null : ['agents', 'list', index, 'model'];
}

/** Where the fallback is now: the place it was seen at if it is still there, else wherever it went. */
function findFallback(
  tree: ConfigTree,
  agentId: string | null,
  ref: string,
  seenAt: number,
): Result<{ chain: Chain; index: number }> {
  const chain = chainOf(tree, agentId);
  if (!chain.ok) return chain;
  if (inherits(agentId, chain.value)) return inheritsAll(chain.value.agent);
  const list = chain.value.fallbacks ?? [];
  const index = list[seenAt] === ref ? seenAt : list.indexOf(ref);
  if (index === -1) return notPossible(`${ref} is no longer among the fallbacks of ${chain.value.agent}.`);
  return { ok: true, value: { chain: chain.value, index } };
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const left = a.toSorted();
  const right = b.toSorted();
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

/** `order[i]` is the old index of what shall stand at `i`; equal refs keep their order. */
function orderOf(from: readonly string[], to: readonly string[]): number[] {
  const used = new Set<number>();
  return to.map((ref) => {
    const index = from.findIndex((each, at) => each === ref && !used.has(at));
    used.add(index);
    return index;
  });
}
