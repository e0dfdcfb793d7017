import type { PathRules, Processes, TextFiles } from '../ports.ts';
import type { Variables } from './env-file.ts';
import { readServiceEnvironment, type ServiceEnvironment } from './service-environment.ts';

/** Which file is the gateway's config. The order is decided on plain facts; looking at the disk is a thin layer. */

export type FoundBy = 'setting' | 'environment' | 'service' | 'profile' | 'default' | 'legacy' | 'cli';

export type Candidate = {
  path: string;
  foundBy: FoundBy;
  /** Somebody named this very file or folder: it counts even while it is missing. */
  named: boolean;
};

export type LocationFacts = {
  setting: string | null;
  environment: Readonly<Record<string, string | undefined>>;
  service: Variables;
  shell: Variables;
  home: string;
};

export type Location = {
  path: string;
  foundBy: FoundBy;
  exists: boolean;
  lookedAt: string[];
  service: ServiceEnvironment;
  /** The folder of the gateway's own state, where its `.env` lies. */
  stateFolder: string;
};

const configName = 'openclaw.json';
const legacyConfigName = 'clawdbot.json';
const profileName = /^[a-z0-9][a-z0-9_-]{0,63}$/i;

/** In the order they count; the first that exists, or that was named, is the config. */
export function candidates(facts: LocationFacts, paths: PathRules): Candidate[] {
  const { setting, environment, service, shell } = facts;
  const list: Candidate[] = [];
  if (setting !== null && setting.trim() !== '') {
    list.push({ path: expand(setting, facts.home, paths), foundBy: 'setting', named: true });
  }
  list.push(...namedBy(environment, 'environment', facts.home, paths));
  list.push(...namedBy(service, 'service', facts.home, paths));
  list.push(...namedBy(shell, 'environment', facts.home, paths));
  const home = homeFolder(facts, paths);
  const profile = profileOf(environment) ?? profileOf(service) ?? profileOf(shell);
  if (profile !== null) {
    list.push({
      path: paths.join(home, `.openclaw-${profile}`, configName),
      foundBy: 'profile',
      named: false,
    });
  }
  const inHome = (folder: string, name: string, foundBy: FoundBy): Candidate => ({
    path: paths.join(home, folder, name),
    foundBy,
    named: false,
  });
  list.push(
    inHome('.openclaw', configName, 'default'),
    inHome('.openclaw', legacyConfigName, 'legacy'),
    inHome('.clawdbot', configName, 'legacy'),
    inHome('.clawdbot', legacyConfigName, 'legacy'),
  );
  return list;
}

/** OPENCLAW_CONFIG_PATH names the file; OPENCLAW_STATE_DIR the folder, where the old name is looked for too. */
function namedBy(
  variables: Readonly<Record<string, string | undefined>>,
  foundBy: FoundBy,
  home: string,
  paths: PathRules,
): Candidate[] {
  const file = variableIn(variables, 'OPENCLAW_CONFIG_PATH');
  if (file !== null) return [{ path: expand(file, home, paths), foundBy, named: true }];
  const folder = variableIn(variables, 'OPENCLAW_STATE_DIR');
  if (folder === null) return [];
  const state = expand(folder, home, paths);
  return [
    { path: paths.join(state, configName), foundBy, named: true },
    { path: paths.join(state, legacyConfigName), foundBy, named: false },
  ];
}

/** An existing file wins; within a named folder the old file name still counts before "missing" is said. */
export function decide(
  list: readonly Candidate[],
  exists: (path: string) => boolean,
): Candidate & { exists: boolean } {
  const named = list.find((each) => each.named);
  const within = named === undefined ? list : list.filter((each) => each.foundBy === named.foundBy);
  const found = within.find((each) => exists(each.path));
  if (found !== undefined) return { ...found, exists: true };
  const wanted =
    named ??
    list.find((each) => each.foundBy === 'profile') ??
    list.find((each) => each.foundBy === 'default');
  return { ...(wanted ?? { path: configName, foundBy: 'default', named: false }), exists: false };
}

export function homeFolder(facts: LocationFacts, paths: PathRules): string {
  const given =
    variableIn(facts.environment, 'OPENCLAW_HOME') ??
    variableIn(facts.service, 'OPENCLAW_HOME') ??
    variableIn(facts.shell, 'OPENCLAW_HOME');
  return given === null ? facts.home : expand(given, facts.home, paths);
}

export function profileOf(variables: Readonly<Record<string, string | undefined>>): string | null {
  const profile = variableIn(variables, 'OPENCLAW_PROFILE');
  return profile !== null && profileName.test(profile) && profile.toLowerCase() !== 'default'
    ? profile
    : null;
}

/** Blank texts and the words a careless script leaves behind count as not set, as they do for the gateway. */
export function variableIn(
  variables: Readonly<Record<string, string | undefined>>,
  name: string,
): string | null {
  const value = variables[name]?.trim() ?? '';
  return value === '' || value === 'undefined' || value === 'null' ? null : value;
}

function expand(path: string, home: string, paths: PathRules): string {
  return paths.resolve(
    home,
    path.trim().replace(/^~(?=$|[\\/])/, () => home),
  );
}

/** Folders beside the config's own that includes may come from. */
export function includeRoots(facts: LocationFacts, paths: PathRules, platform: string): string[] {
  const text =
    variableIn(facts.environment, 'OPENCLAW_INCLUDE_ROOTS') ??
    variableIn(facts.service, 'OPENCLAW_INCLUDE_ROOTS') ??
    variableIn(facts.shell, 'OPENCLAW_INCLUDE_ROOTS');
  const home = homeFolder(facts, paths);
  const roots = (text ?? '').split(platform === 'win32' ? ';' : ':').filter((each) => each.trim() !== '');
  return [...new Set(roots.map((each) => expand(each, home, paths)))];
}

export async function gatherFacts(
  files: TextFiles,
  processes: Processes,
  setting: string | null,
): Promise<{ facts: LocationFacts; service: ServiceEnvironment }> {
  const { environment, homeFolder: home } = processes;
  const service = await readServiceEnvironment(files, processes, profileOf(environment));
  const variables = service.is === 'read' ? service.variables : {};
  // A login shell is slow to start: asked only where nothing closer says which config it is.
  const isSaid = [environment, variables].some((each) =>
    selectors.some((name) => variableIn(each, name) !== null),
  );
  const shell = isSaid || setting !== null ? {} : selected(await processes.shellEnvironment());
  return { facts: { setting, environment, service: variables, shell, home }, service };
}

const selectors = ['OPENCLAW_CONFIG_PATH', 'OPENCLAW_STATE_DIR', 'OPENCLAW_HOME', 'OPENCLAW_PROFILE'];

function selected(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => name.startsWith('OPENCLAW_')));
}

export async function locateConfig(
  files: TextFiles,
  facts: LocationFacts,
  service: ServiceEnvironment,
): Promise<Location> {
  const list = candidates(facts, files.paths);
  const present = new Set<string>();
  for (const each of list) {
    const info = await files.info(each.path);
    // What can't be looked at is there, and has to be shown as unreadable.
    if (!info.ok || info.value !== null) present.add(each.path);
  }
  const { path, foundBy, exists } = decide(list, (candidate) => present.has(candidate));
  const unread = service.is === 'not-readable' ? [`${service.file} (${service.reason})`] : [];
  return {
    path,
    foundBy,
    exists,
    lookedAt: [...new Set(list.map((each) => each.path)), ...unread],
    service,
    stateFolder: stateFolder(facts, files.paths, path),
  };
}

/** The file the gateway's own command names instead, with the state folder that goes with it. */
export function adopted(location: Location, path: string, facts: LocationFacts, paths: PathRules): Location {
  return { ...location, path, foundBy: 'cli', exists: true, stateFolder: stateFolder(facts, paths, path) };
}

function stateFolder(facts: LocationFacts, paths: PathRules, configPath: string): string {
  for (const variables of [facts.environment, facts.service, facts.shell]) {
    const folder = variableIn(variables, 'OPENCLAW_STATE_DIR');
    if (folder !== null) return expand(folder, facts.home, paths);
  }
  return paths.dirname(configPath);
}
