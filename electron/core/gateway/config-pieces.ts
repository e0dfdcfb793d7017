import type { Json, Path } from './json5-document.ts';

/**
 * The merged value of a config in several files, as pieces that still know which file each one stands in.
 * A part without includes stays one piece, so a config in one file costs nothing.
 */
export type Piece = { file: string; path: Path } & (
  | { is: 'whole'; value: Json }
  | { is: 'object'; entries: ReadonlyMap<string, Piece> }
  | { is: 'array'; items: readonly Piece[] }
);

export type Home = { file: string; path: Path };

/** Names the gateway never takes over when it merges, so that no file can reach into an object's prototype. */
const neverMerged: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function pieceValue(piece: Piece): Json {
  switch (piece.is) {
    case 'whole':
      return piece.value;
    case 'array':
      return piece.items.map(pieceValue);
    case 'object':
      return Object.fromEntries([...piece.entries].map(([key, each]) => [key, pieceValue(each)]));
  }
}

/** Where the value at `path` stands; for a path that is not there yet: where it would have to go. */
export function homeOf(piece: Piece, path: Path): Home {
  let current = piece;
  for (const [index, step] of path.entries()) {
    const next = current.is === 'whole' ? undefined : childOf(current, step);
    if (next === undefined) return { file: current.file, path: [...current.path, ...path.slice(index)] };
    current = next;
  }
  return { file: current.file, path: current.path };
}

function childOf(piece: Exclude<Piece, { is: 'whole' }>, step: string | number): Piece | undefined {
  return piece.is === 'object' ? piece.entries.get(String(step)) : piece.items[Number(step)];
}

/** As the gateway merges: objects key by key, arrays one after the other, anything else replaced by what comes later. */
export function mergePieces(base: Piece, over: Piece): Piece {
  const left = partsOf(base);
  const right = partsOf(over);
  if (Array.isArray(left) && Array.isArray(right)) {
    return { is: 'array', file: over.file, path: over.path, items: [...left, ...right] };
  }
  if (!(left instanceof Map) || !(right instanceof Map)) return over;
  const entries = new Map([...left].filter(([key]) => !neverMerged.has(key)));
  for (const [key, piece] of right) {
    if (neverMerged.has(key)) continue;
    const known = entries.get(key);
    entries.set(key, known === undefined ? piece : mergePieces(known, piece));
  }
  return { is: 'object', file: over.file, path: over.path, entries };
}

export function isObjectPiece(piece: Piece): boolean {
  return partsOf(piece) instanceof Map;
}

function partsOf(piece: Piece): ReadonlyMap<string, Piece> | readonly Piece[] | null {
  switch (piece.is) {
    case 'object':
      return piece.entries;
    case 'array':
      return piece.items;
    case 'whole':
      return partsOfValue(piece.value, piece);
  }
}

function partsOfValue(
  value: Json,
  { file, path }: Home,
): ReadonlyMap<string, Piece> | readonly Piece[] | null {
  if (typeof value !== 'object' || value === null) return null;
  const pieceAt = (step: string | number, part: Json): Piece => ({
    is: 'whole',
    file,
    path: [...path, step],
    value: part,
  });
  if (isList(value)) return value.map((part, index) => pieceAt(index, part));
  return new Map(Object.entries(value).map(([key, part]) => [key, pieceAt(key, part)]));
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
