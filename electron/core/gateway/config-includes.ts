import { type Failure, failure } from '../../../shared/failures.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import type { PathRules } from '../ports.ts';
import type { ConfigFile, FileReading } from './config-file.ts';
import { isList, isObjectPiece, mergePieces, type Piece } from './config-pieces.ts';
import { locate } from './json5/locate.ts';
import type { Doc, Json, Path } from './json5-document.ts';

/** Follows `$include` the way the gateway does, and remembers where every value came from. */

export const includeKey = '$include';
const deepestInclude = 10;
const longestIncludePath = 4096;

/** One place of the merged value that is filled from other files. */
export type IncludeSite = {
  path: Path;
  files: readonly string[];
  kind: 'single' | 'several';
  /** Keys beside `$include` that override it. */
  siblings: boolean;
  inList: boolean;
  /** Why a file of it could not be read. */
  broken: Failure | null;
};

export type IncludeWorld = {
  paths: PathRules;
  /** Folders includes may come from: the main file's, then OPENCLAW_INCLUDE_ROOTS. */
  roots: readonly string[];
  read(path: string): Promise<FileReading>;
};

export type Resolved = {
  piece: Piece;
  sites: IncludeSite[];
  /** Every file that was named, also those that are missing. */
  named: Set<string>;
};

type At = {
  doc: Doc;
  file: string;
  path: Path;
  logical: Path;
  inList: boolean;
  /** Files being read, outermost first. */
  within: readonly string[];
};

export async function resolveIncludes(main: ConfigFile, world: IncludeWorld): Promise<Resolved> {
  const resolved = { sites: [], named: new Set<string>() };
  const piece = await pieceOfFile(main, [], false, [], { ...world, ...resolved });
  return { piece, ...resolved };
}

type Work = IncludeWorld & Omit<Resolved, 'piece'>;

function pieceOfFile(
  file: ConfigFile,
  logical: Path,
  inList: boolean,
  within: readonly string[],
  work: Work,
): Promise<Piece> {
  const holders = holdersOf(file.value);
  const at = { doc: file.doc, file: file.path, path: [], logical, inList, within: [...within, file.path] };
  return pieceOf(file.value, at, holders, work);
}

async function pieceOf(value: Json, at: At, holders: ReadonlySet<Json>, work: Work): Promise<Piece> {
  const { file, path } = at;
  if (typeof value !== 'object' || value === null || !holders.has(value)) {
    return { is: 'whole', file, path, value };
  }
  const inside = (step: string | number, part: Json): Promise<Piece> =>
    pieceOf(part, stepInto(at, step, typeof step === 'number'), holders, work);
  if (isList(value)) {
    const items: Piece[] = [];
    for (const [index, part] of value.entries()) items.push(await inside(index, part));
    return { is: 'array', file, path, items };
  }
  const entries = new Map<string, Piece>();
  for (const [key, part] of Object.entries(value)) {
    if (key !== includeKey) entries.set(key, await inside(key, part));
  }
  const own: Piece = { is: 'object', file, path, entries };
  return Object.hasOwn(value, includeKey) ? include(value[includeKey] ?? null, own, at, work) : own;
}

function stepInto(at: At, step: string | number, intoList: boolean): At {
  return {
    ...at,
    path: [...at.path, step],
    logical: [...at.logical, step],
    inList: at.inList || intoList,
  };
}

async function include(wish: Json, own: Piece & { is: 'object' }, at: At, work: Work): Promise<Piece> {
  const names = isList(wish) ? wish : [wish];
  const files: string[] = [];
  const site: IncludeSite = {
    path: at.logical,
    files,
    kind: isList(wish) ? 'several' : 'single',
    siblings: own.entries.size > 0,
    inList: at.inList,
    broken: null,
  };
  work.sites.push(site);
  let base: Piece | null = null;
  for (const name of names) {
    const target = targetOf(name, at, work);
    files.push(target.file);
    const piece = target.allowed.ok ? await load(target.file, at, work) : target.allowed;
    if (!piece.ok) {
      site.broken ??= withPlace(piece.failure, at);
      continue;
    }
    base = base === null ? piece.value : mergePieces(base, piece.value);
  }
  if (base === null) return own;
  if (!site.siblings) return base;
  if (isObjectPiece(base)) return mergePieces(base, own);
  const detail = 'Keys beside $include need the included file to hold an object.';
  site.broken = withPlace(failure('config-include-refused', detail), at);
  return own;
}

async function load(target: string, at: At, work: Work): Promise<Result<Piece>> {
  if (at.within.includes(target)) {
    return refused(
      `The file includes itself: ${[...at.within, target].map(work.paths.basename).join(' → ')}.`,
    );
  }
  if (at.within.length > deepestInclude)
    return refused(`More than ${deepestInclude} includes inside each other.`);
  work.named.add(target);
  const reading = await work.read(target);
  if (!reading.parsed.ok) return failWith(namingFile(reading.parsed.failure, target));
  return ok(await pieceOfFile(reading.parsed.value, at.logical, at.inList, at.within, work));
}

function targetOf(name: Json, at: At, work: Work): { file: string; allowed: Result<undefined> } {
  if (typeof name !== 'string') {
    return { file: at.file, allowed: refused('$include takes a file name or a list of file names.') };
  }
  if (name.includes('\0') || name.length >= longestIncludePath) {
    return { file: at.file, allowed: refused('This is no usable file name.') };
  }
  const file = work.paths.resolve(work.paths.dirname(at.file), name);
  if (!work.roots.some((root) => isInside(work.paths, root, file))) {
    return {
      file,
      allowed: refused(`${name} lies outside the config's folder and of OPENCLAW_INCLUDE_ROOTS.`),
    };
  }
  return { file, allowed: ok(undefined) };
}

export function isInside(paths: PathRules, folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(paths.separator) ? folder : `${folder}${paths.separator}`);
}

function refused(detail: string) {
  return failWith(failure('config-include-refused', detail));
}

function namingFile(given: Failure, file: string): Failure {
  return given.code === 'config-missing'
    ? failure('config-missing', `The included file ${file} is not there.`, { file })
    : given;
}

/** A mistake inside the included file keeps its own place; any other is shown where the file is named. */
function withPlace(given: Failure, at: At): Failure {
  if (given.place !== undefined) return given;
  const place = locate(at.doc, [...at.path, includeKey]) ?? { line: 1, column: 1 };
  return { ...given, place: { file: at.file, line: place.line, column: place.column } };
}

/** Every container with an `$include` in it or below it. */
function holdersOf(root: Json): ReadonlySet<Json> {
  const holders = new Set<Json>();
  const visit = (value: Json): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    let holds = !isList(value) && Object.hasOwn(value, includeKey);
    for (const part of isList(value) ? value : Object.values(value)) holds = visit(part) || holds;
    if (holds) holders.add(value);
    return holds;
  };
  visit(root);
  return holders;
}
