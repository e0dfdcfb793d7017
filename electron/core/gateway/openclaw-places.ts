import type { PathRules, TextFiles } from '../ports.ts';

/** Where the `openclaw` command may be, in the order in which a person would expect it to be found. */

/** What is run: npm's launchers need Node beside them, a script needs it in front. */
export type OpenclawCommand = { path: string; command: string; args: readonly string[] };

type Surroundings = {
  files: Pick<TextFiles, 'info' | 'list' | 'paths'>;
  platform: string;
  homeFolder: string;
  /** Of the login shell. */
  variables: Readonly<Record<string, string | undefined>>;
};

/** What exists; the caller finds out which of them works. */
export async function openclawPlaces(surroundings: Surroundings): Promise<OpenclawCommand[]> {
  const folders = [...new Set([...searchFolders(surroundings), ...(await commonFolders(surroundings))])];
  const found: OpenclawCommand[] = [];
  for (const folder of folders) {
    const command = await commandIn(folder, surroundings);
    if (command !== null) found.push(command);
  }
  return found;
}

export function commandAt(path: string): OpenclawCommand {
  return /\.[mc]?js$/.test(path)
    ? { path, command: 'node', args: [path] }
    : { path, command: path, args: [] };
}

async function commandIn(folder: string, { files, platform }: Surroundings): Promise<OpenclawCommand | null> {
  const { join } = files.paths;
  if (platform !== 'win32') {
    const path = join(folder, 'openclaw');
    return (await isThere(files, path)) ? commandAt(path) : null;
  }
  // npm's launcher there is a batch file, which can't be run without a shell: run what it would run.
  if (!(await isThere(files, join(folder, 'openclaw.cmd')))) return null;
  const script = join(folder, 'node_modules', 'openclaw', 'openclaw.mjs');
  return (await isThere(files, script)) ? commandAt(script) : null;
}

async function isThere(files: Pick<TextFiles, 'info'>, path: string): Promise<boolean> {
  const info = await files.info(path);
  return info.ok && (info.value?.kind === 'file' || info.value?.kind === 'symlink');
}

function searchFolders({ variables, platform, files }: Surroundings): string[] {
  const path = variables.PATH ?? variables.Path ?? '';
  return path.split(platform === 'win32' ? ';' : ':').filter((folder) => files.paths.isAbsolute(folder));
}

async function commonFolders({ files, homeFolder, platform, variables }: Surroundings): Promise<string[]> {
  const { join } = files.paths;
  if (platform === 'win32') return variables.APPDATA === undefined ? [] : [join(variables.APPDATA, 'npm')];
  const inHome = [
    '.openclaw/bin',
    '.local/bin',
    '.npm-global/bin',
    '.local/share/pnpm',
    'Library/pnpm',
    '.bun/bin',
    '.volta/bin',
    '.asdf/shims',
    '.local/share/mise/shims',
  ].map((folder) => join(homeFolder, ...folder.split('/')));
  return [
    '/opt/homebrew/bin',
    '/usr/local/bin',
    '/home/linuxbrew/.linuxbrew/bin',
    ...inHome,
    ...(await versionFolders(files, join(homeFolder, '.nvm', 'versions', 'node'))),
  ];
}

/** nvm keeps one folder for each Node; the newest first. */
async function versionFolders(
  files: { list: TextFiles['list']; paths: PathRules },
  root: string,
): Promise<string[]> {
  const names = await files.list(root);
  if (!names.ok) return [];
  return names.value
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => files.paths.join(root, name, 'bin'));
}
