import type { EditName, NamedEdit } from '../../../../shared/config-edits.ts';
import { type ConfigTree, isObject } from '../config-files.ts';
import { valueAt } from '../config-path.ts';
import { isList } from '../config-pieces.ts';
import type { Json, Path } from '../json5-document.ts';
import { chainPath } from './chain-edits.ts';
import { isVariableReference } from './model-edits.ts';

/**
 * What takes a named edit back: another named edit that gives the very bytes (but for the spelling of a value that was
 * written in an unusual way), or why there is none. A save is undone by its kept bytes, whatever is said here.
 */
export type Inverse = { is: 'edit'; edit: NamedEdit } | { is: 'none'; why: NoInverse };

export type NoInverse =
  /** What was removed had its own spelling, place and comments: only the kept bytes have them still. */
  | 'removed'
  /** Something came to be that no edit takes away again. */
  | 'stays'
  /** The value that was there is a secret, and no edit carries one. */
  | 'secret'
  /** It is several edits, and not each of them has an inverse. */
  | 'several';

type Named<Name extends EditName> = Extract<NamedEdit, { edit: Name }>;
type InverseOf<Name extends EditName> = (before: ConfigTree, edit: Named<Name>) => Inverse;

export function inverseOf<Name extends EditName>(before: ConfigTree, edit: Named<Name>): Inverse {
  return (inverses[edit.edit as Name] as InverseOf<Name>)(before, edit);
}

/** Every kind of edit has its line: a new one does not compile without. */
const inverses: { [Name in EditName]: InverseOf<Name> } = {
  'set-primary': (before, edit) => {
    const written = valueAt(before.value, chainAt(before, edit.agentId));
    const old = typeof written === 'string' ? written : isObject(written) ? written.primary : undefined;
    if (typeof old === 'string') return by({ ...edit, ref: old });
    return written === undefined ? withoutChain(before, edit.agentId) : none('stays');
  },
  'add-fallback': (before, edit) => {
    const path = chainAt(before, edit.agentId);
    const list = valueAt(before.value, [...path, 'fallbacks']);
    if (!isList(list) || list.length === 0)
      return valueAt(before.value, path) === undefined ? withoutChain(before, edit.agentId) : none('stays');
    const { agentId, ref } = edit;
    const index = Math.min(Math.max(0, edit.index ?? list.length), list.length);
    return by({ edit: 'remove-fallback', agentId, ref, index });
  },
  'remove-fallback': () => none('removed'),
  'move-fallback': (_before, edit) => by({ ...edit, from: edit.to, to: edit.from }),
  'replace-ref': (_before, edit) => by({ ...edit, ref: edit.to, to: edit.ref }),
  'reorder-chain': (before, edit) => by({ ...edit, refs: refsOf(before, edit.agentId) }),
  'use-object-form': () => none('stays'),
  'give-own-chain': (before, edit) => withoutChain(before, edit.agentId),
  'inherit-chain': () => none('removed'),
  'set-alias': (before, edit) => {
    const path = ['agents', 'defaults', 'models', edit.ref];
    if (edit.alias === null) return none('removed');
    const old = valueAt(before.value, [...path, 'alias']);
    if (typeof old === 'string') return by({ ...edit, alias: old });
    return holdsSomething(before, path) ? by({ ...edit, alias: null }) : none('stays');
  },
  'set-model-number': (before, edit) =>
    setting(before, [...modelPath(before, edit), ...edit.field.split('.')], edit.value, (value) =>
      value === null || typeof value === 'number' ? { ...edit, value } : null,
    ),
  'set-model-name': (before, edit) => {
    const old = valueAt(before.value, [...modelPath(before, edit), 'name']);
    return typeof old === 'string' ? by({ ...edit, name: old }) : none('stays');
  },
  'set-provider-text': (before, edit) =>
    setting(before, providerPath(edit.providerId, edit.field), edit.value, (value) =>
      value === null || typeof value === 'string' ? { ...edit, value } : null,
    ),
  'set-timeout': (before, edit) =>
    setting(before, providerPath(edit.providerId, 'timeoutSeconds'), edit.seconds, (seconds) =>
      seconds === null || typeof seconds === 'number' ? { ...edit, seconds } : null,
    ),
  'set-preload': (before, edit) =>
    setting(before, providerPath(edit.providerId, 'params', 'preload'), edit.preload, (preload) =>
      preload === null || typeof preload === 'boolean' ? { ...edit, preload } : null,
    ),
  'add-provider': (before, edit) =>
    holdsSomething(before, ['models', 'providers'])
      ? by({ edit: 'remove-provider', providerId: edit.providerId })
      : none('stays'),
  'remove-provider': () => none('removed'),
  'add-model': (before, edit) => {
    const { providerId, id: modelId } = edit;
    return holdsSomething(before, providerPath(providerId, 'models'))
      ? by({ edit: 'remove-model', providerId, modelId })
      : none('stays');
  },
  'remove-model': () => none('removed'),
  'set-models-mode': (before, edit) => {
    const mode = valueAt(before.value, ['models', 'mode']);
    return mode === 'merge' || mode === 'replace' ? by({ ...edit, mode }) : none('stays');
  },
  'set-gateway-mode': () => none('stays'),
  'set-compaction': (before, edit) => {
    const enabled = valueAt(before.value, ['agents', 'defaults', 'compaction', 'enabled']);
    return typeof enabled === 'boolean' ? by({ ...edit, enabled }) : none('stays');
  },
  'set-key-variable': (before, edit) => {
    const path = providerPath(edit.providerId, 'apiKey');
    const old = valueAt(before.value, path);
    if (old === undefined) return setting(before, path, edit.name, () => ({ ...edit, name: null }));
    const name = typeof old === 'string' ? /^\$\{([A-Z_][A-Z0-9_]*)\}$/.exec(old)?.[1] : undefined;
    if (edit.name === null) return none('removed');
    if (isVariableReference(old) && typeof old.id === 'string' && edit.form !== 'template')
      return by({ ...edit, name: old.id });
    return name === undefined ? none('secret') : by({ ...edit, name, form: 'template' });
  },
  'apply-preset': () => none('several'),
  'replace-text': (before, edit) => {
    const text = before.files.find((file) => file.path === edit.file)?.text;
    return text === undefined ? none('removed') : by({ ...edit, text });
  },
};

function by(edit: NamedEdit): Inverse {
  return { is: 'edit', edit };
}

function none(why: NoInverse): Inverse {
  return { is: 'none', why };
}

/** A value that was there comes back; one that was not goes, unless what holds it came with it. */
function setting(
  before: ConfigTree,
  path: Path,
  written: Json,
  make: (old: Json) => NamedEdit | null,
): Inverse {
  const old = valueAt(before.value, path);
  if (written === null) return none('removed');
  if (old === undefined && !holdsSomething(before, path.slice(0, -1))) return none('stays');
  const edit = make(old ?? null);
  return edit === null ? none('stays') : by(edit);
}

/** What is put into an empty container can't be taken out without a trace. */
function holdsSomething(before: ConfigTree, path: Path): boolean {
  const value = valueAt(before.value, path);
  return isList(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0;
}

function withoutChain(before: ConfigTree, agentId: string | null): Inverse {
  const holder = chainAt(before, agentId).slice(0, -1);
  return agentId !== null && holdsSomething(before, holder)
    ? by({ edit: 'inherit-chain', agentId })
    : none('stays');
}

function chainAt(before: ConfigTree, agentId: string | null): Path {
  return chainPath(before, agentId) ?? ['agents', 'entries', agentId ?? '', 'model'];
}

function refsOf(before: ConfigTree, agentId: string | null): string[] {
  const chain = valueAt(before.value, chainAt(before, agentId));
  if (!isObject(chain)) return typeof chain === 'string' ? [chain] : [];
  const fallbacks = isList(chain.fallbacks) ? chain.fallbacks : [];
  return [chain.primary, ...fallbacks].filter((ref) => typeof ref === 'string');
}

function providerPath(providerId: string, ...rest: string[]): Path {
  return ['models', 'providers', providerId, ...rest];
}

function modelPath(before: ConfigTree, edit: { providerId: string; modelId: string }): Path {
  const path = providerPath(edit.providerId, 'models');
  const list = valueAt(before.value, path);
  const index = isList(list) ? list.findIndex((each) => isObject(each) && each.id === edit.modelId) : -1;
  return [...path, index];
}
