import { type Failure, failure } from '../../../shared/failures.ts';
import { failWith, ok, type Result } from '../../../shared/result.ts';
import type { TextFiles } from '../ports.ts';
import { type ConfigFile, type FileContent, type FileReading, readConfigFile } from './config-file.ts';
import { type IncludeSite, isInside, type Resolved, resolveIncludes } from './config-includes.ts';
import { type Home, homeOf, isList, pieceValue } from './config-pieces.ts';
import { locate } from './json5/locate.ts';
import type { Json, Path } from './json5-document.ts';

/** The config over all its files: one merged value, and for every value the file it stands in. */

/** `path` is the path inside `file`. Of a value that is not there yet: where it would have to be written. */
export type Owner = Home & {
  /** Why the file can't be edited for this value, in the gateway's own terms; null: it can. */
  notEditable: Failure | null;
};

export type Place = NonNullable<Failure['place']>;

export type ConfigTree = {
  main: ConfigFile;
  /** Main first, then includes in the order they were met. */
  files: readonly ConfigFile[];
  value: { readonly [key: string]: Json };
  ownerOf(path: Path): Owner;
  /** Where the value stands; null when it is not there. */
  placeOf(path: Path): Place | null;
  /** Includes that could not be read; the rest of the value is there. */
  troubles: readonly Failure[];
};

export type ConfigOutcome = {
  /** Fails with the main file only. */
  tree: Result<ConfigTree>;
  /** Whatever could be read as bytes, also of files that make no sense. */
  contents: readonly FileContent[];
  /** Every file the config names, whether it is there or not. */
  named: readonly string[];
};

/** The gateway refuses larger includes. */
const largestIncludeBytes = 2 * 1024 * 1024;

export async function readConfig(
  files: TextFiles,
  mainPath: string,
  includeRoots: readonly string[] = [],
): Promise<ConfigOutcome> {
  const readings = new Map<string, FileReading>();
  const read = async (path: string, maxBytes?: number): Promise<FileReading> => {
    const reading = readings.get(path) ?? (await readConfigFile(files, path, maxBytes));
    readings.set(path, reading);
    return reading;
  };
  const main = await read(mainPath);
  const tree = main.parsed.ok ? rootIsObject(main.parsed.value) : main.parsed;
  if (!tree.ok) return { tree, contents: contentsOf(readings), named: [mainPath] };
  const roots = [files.paths.dirname(mainPath), ...includeRoots];
  const resolved = await resolveIncludes(tree.value, {
    paths: files.paths,
    roots,
    read: (path) => read(path, largestIncludeBytes),
  });
  return {
    tree: ok(treeOf(tree.value, readings, resolved, files)),
    contents: contentsOf(readings),
    named: [...new Set([mainPath, ...resolved.named])],
  };
}

function rootIsObject(file: ConfigFile): Result<ConfigFile> {
  if (isObject(file.value)) return ok(file);
  const found = file.value === null ? 'null' : isList(file.value) ? 'a list' : `a ${typeof file.value}`;
  const place = locate(file.doc, []) ?? { line: 1, column: 1 };
  return failWith({
    ...failure('config-shape', `The file has to hold an object { … }, it holds ${found}.`),
    place: { file: file.path, line: place.line, column: place.column },
  });
}

function contentsOf(readings: ReadonlyMap<string, FileReading>): FileContent[] {
  return [...readings.values()].flatMap((reading) => reading.content ?? []);
}

function treeOf(
  main: ConfigFile,
  readings: ReadonlyMap<string, FileReading>,
  resolved: Resolved,
  files: TextFiles,
): ConfigTree {
  const { piece, sites } = resolved;
  const parsed = new Map(
    [...readings].flatMap(([path, { parsed: each }]) => (each.ok ? [[path, each.value]] : [])),
  );
  const refusals = fileRefusals(main, parsed, resolved, files);
  const value = pieceValue(piece);
  return {
    main,
    files: [...parsed.values()],
    value: isObject(value) ? value : {},
    ownerOf(path) {
      const home = homeOf(piece, path);
      return { ...home, notEditable: siteRefusal(sites, path) ?? refusals.get(home.file) ?? null };
    },
    placeOf(path) {
      const home = homeOf(piece, path);
      const file = parsed.get(home.file);
      const place = file === undefined ? null : locate(file.doc, home.path);
      return place === null ? null : { file: home.file, line: place.line, column: place.column };
    },
    troubles: sites.flatMap((site) => site.broken ?? []),
  };
}

/** Files that must not be written, whatever the key. */
function fileRefusals(
  main: ConfigFile,
  parsed: ReadonlyMap<string, ConfigFile>,
  { sites }: Resolved,
  { paths }: TextFiles,
): ReadonlyMap<string, Failure> {
  const folder = paths.dirname(main.path);
  const refusals = new Map<string, Failure>();
  for (const file of parsed.values()) {
    if (file === main) continue;
    const named = sites.filter((site) => site.files.includes(file.path)).length;
    const reason = includeRefusal(file, named, isInside(paths, folder, file.path));
    if (reason !== null) refusals.set(file.path, reason);
  }
  return refusals;
}

function includeRefusal(file: ConfigFile, timesNamed: number, insideFolder: boolean): Failure | null {
  if (timesNamed > 1) {
    return failure(
      'config-include-refused',
      'The file is included in several places; an edit would change all of them.',
    );
  }
  if (!insideFolder) {
    const detail = "The file lies outside the config's folder; OpenClaw keeps such includes read-only.";
    return failure('config-include-refused', detail);
  }
  if (file.info.kind === 'symlink') {
    return failure('config-is-symlink', 'The included file is a link; saving would replace the link.');
  }
  if (!file.info.writable) return failure('config-read-only', 'The included file may not be written.');
  return null;
}

/** The gateway's own writers refuse these, so that a change never lands in the wrong of several files. */
function siteRefusal(sites: readonly IncludeSite[], path: Path): Failure | null {
  const refuse = (detail: string) => failure('config-include-refused', detail);
  if (sites.some((site) => site.path.length === 0)) {
    return refuse('The whole file is built from an $include at its root.');
  }
  for (const site of sites) {
    if (!startsWith(path, site.path)) continue;
    if (site.broken !== null) return site.broken;
    if (site.kind === 'several') return refuse('This part is merged from a list of included files.');
    if (site.siblings) return refuse('This part is an included file with overriding keys beside $include.');
    if (site.inList) return refuse('This part is included into an entry of a list.');
  }
  return null;
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => String(step) === String(path[index]));
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
