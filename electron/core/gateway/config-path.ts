import type { Json, Path } from './json5-document.ts';

/** Paths into the config as text: how people read them, and how the gateway's CLI writes them. */

const bareKey = /^[A-Za-z_$][\w$-]*$/;

/** `agents.defaults.models["ollama/qwen3:32b"].alias`; the root is an empty text. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!bareKey.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/**
 * The CLI joins steps with dots, whatever the keys hold: `models.providers.my.dot.models.0.name`. Which dots separate
 * is decided by the keys that are really there; what is not there (a missing key) is split at every dot.
 */
export function pathFromDotted(dotted: string, config: Json): Path {
  if (dotted === '' || dotted === '<root>') return [];
  const words = dotted.split('.');
  return follow(words, config) ?? words.map(stepOf);
}

/** The way that uses existing keys the longest; null where nothing of `words` is there. */
function follow(words: readonly string[], value: Json | undefined): Path | null {
  if (words.length === 0) return [];
  if (isList(value)) return followList(words, value);
  if (value === undefined || value === null || typeof value !== 'object') return null;
  let best: Path | null = null;
  for (let taken = words.length; taken > 0; taken -= 1) {
    const key = words.slice(0, taken).join('.');
    if (!Object.hasOwn(value, key)) continue;
    const rest = words.slice(taken);
    const complete = follow(rest, value[key]);
    if (complete !== null) return [key, ...complete];
    best ??= [key, ...rest.map(stepOf)];
  }
  return best;
}

function followList(words: readonly string[], list: readonly Json[]): Path | null {
  const [first = '', ...rest] = words;
  if (!/^\d+$/.test(first)) return null;
  return [Number(first), ...(follow(rest, list[Number(first)]) ?? rest.map(stepOf))];
}

function stepOf(word: string): string | number {
  return /^\d+$/.test(word) ? Number(word) : word;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function valueAt(config: Json, path: Path): Json | undefined {
  let value: Json | undefined = config;
  for (const step of path) {
    if (value === undefined || value === null || typeof value !== 'object') return undefined;
    if (isList(value)) value = typeof step === 'number' ? value[step] : undefined;
    else value = Object.hasOwn(value, step) ? value[step as string] : undefined;
  }
  return value;
}

/** Steps that are text throughout, with numbers where `config` really has a list. */
export function withIndexes(path: Path, config: Json): Path {
  let value: Json | undefined = config;
  return path.map((step) => {
    const typed = isList(value) && /^\d+$/.test(String(step)) ? Number(step) : step;
    value = value === undefined ? undefined : valueAt(value, [typed]);
    return typed;
  });
}
