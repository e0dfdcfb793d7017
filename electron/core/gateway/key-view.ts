import type { KeyView } from '../../../shared/gateway.ts';
import { isObject } from './config-files.ts';
import type { Json } from './json5-document.ts';

/** How a key is written in the config, told apart without ever handing the secret on. */

export type WrittenKey =
  | { is: 'missing' }
  /** `text` is the secret itself: for main only, at the moment of a request. */
  | { is: 'literal'; text: string; localMarker: boolean }
  /** `template` holds every variable; `name` is the first, the one to show. */
  | { is: 'variable'; name: string; template: string }
  | { is: 'managed'; source: 'file' | 'exec' | 'store' };

/** Words the gateway itself takes for "no key needed". */
const gatewayMarkers: ReadonlySet<string> = new Set([
  'custom-local',
  'ollama-local',
  'lmstudio-local',
  'apple-fm-local',
  'codex-app-server',
  'gcp-vertex-credentials',
  'minimax-oauth',
  'secretref-managed',
]);
/** Words people write for servers that ask for no key. */
const customaryMarkers: ReadonlySet<string> = new Set(['lmstudio', 'ollama']);

const variableName = /\$\{([A-Z_][A-Z0-9_]*)\}/;
const shortVariable = /^\$([A-Z][A-Z0-9_]*)$/;

export function readWrittenKey(value: Json | undefined, providerId: string): WrittenKey {
  if (typeof value === 'string') return writtenText(value, providerId);
  if (!isObject(value)) return { is: 'missing' };
  const { source, id } = value;
  if (source === 'env') return environmentKey(id);
  return source === 'file' || source === 'exec' || source === 'store'
    ? { is: 'managed', source }
    : { is: 'missing' };
}

function environmentKey(id: Json | undefined): WrittenKey {
  const isName = typeof id === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(id);
  return isName ? { is: 'variable', name: id, template: `\${${id}}` } : { is: 'missing' };
}

function writtenText(text: string, providerId: string): WrittenKey {
  if (text === '') return { is: 'missing' };
  const short = shortVariable.exec(text)?.[1];
  if (short !== undefined) return { is: 'variable', name: short, template: `\${${short}}` };
  const name = firstVariable(text);
  if (name !== null) return { is: 'variable', name, template: text };
  return { is: 'literal', text: unescaped(text), localMarker: isLocalMarker(text, providerId) };
}

/** `sk-…` and everything else counts as a secret: only well-known words are taken for markers. */
export function isLocalMarker(text: string, providerId: string): boolean {
  return (
    gatewayMarkers.has(text) || customaryMarkers.has(text) || (text === providerId && /^[a-z-]+$/.test(text))
  );
}

/** Marks of the gateway mean that no key is sent; other words are sent as they stand. */
export function isSentAsKey(text: string): boolean {
  return !gatewayMarkers.has(text);
}

export function keyView(written: WrittenKey, visible: (name: string) => boolean): KeyView {
  switch (written.is) {
    case 'missing':
      return { is: 'missing' };
    case 'literal':
      return { is: 'literal', localMarker: written.localMarker };
    case 'variable':
      return { is: 'variable', name: written.name, visible: visible(written.name) };
    case 'managed':
      return written;
  }
}

const escapesAndVariables = /\$\$\{([A-Z_][A-Z0-9_]*)\}|\$\{([A-Z_][A-Z0-9_]*)\}/g;

/** null: a variable is not there or empty, so the gateway would have no value either. */
export function fillVariables(template: string, lookUp: (name: string) => string | null): string | null {
  let complete = true;
  const filled = template.replace(escapesAndVariables, (_all, escaped?: string, name?: string) => {
    if (escaped !== undefined) return `\${${escaped}}`;
    const value = lookUp(name ?? '');
    if (value === null || value === '') complete = false;
    return value ?? '';
  });
  return complete ? filled : null;
}

/** `$${NAME}` stands for the text `${NAME}`. */
function unescaped(text: string): string {
  return fillVariables(text, () => '') ?? text;
}

function firstVariable(text: string): string | null {
  return variableName.exec(text.replace(/\$\$\{[A-Z_][A-Z0-9_]*\}/g, ''))?.[1] ?? null;
}

export function variablesIn(template: string): string[] {
  return [...template.matchAll(escapesAndVariables)].flatMap((match) => match[2] ?? []);
}
