import type { Processes, TextFiles } from '../ports.ts';
import { readEnvFile, readUnitEnvironment, unitValues, type Variables } from './env-file.ts';

/**
 * What the installed gateway service is given as environment: launchd's property list or systemd's user unit. Only
 * read from the files; nothing is started and no service manager is asked.
 */
export type ServiceEnvironment =
  | { is: 'none' }
  | { is: 'read'; file: string; variables: Variables }
  | { is: 'not-readable'; file: string; reason: string };

const largestServiceFile = 256 * 1024;

export async function readServiceEnvironment(
  files: TextFiles,
  processes: Pick<Processes, 'platform' | 'homeFolder'>,
  profile: string | null,
): Promise<ServiceEnvironment> {
  const { join } = files.paths;
  const home = processes.homeFolder;
  switch (processes.platform) {
    case 'darwin': {
      const label = profile === null ? 'ai.openclaw.gateway' : `ai.openclaw.${profile}`;
      return readLaunchAgent(files, join(home, 'Library', 'LaunchAgents', `${label}.plist`));
    }
    case 'linux': {
      const name = profile === null ? 'openclaw-gateway' : `openclaw-gateway-${profile}`;
      return readUnit(files, join(home, '.config', 'systemd', 'user', `${name}.service`), home);
    }
    default:
      return { is: 'none' };
  }
}

async function readLaunchAgent(files: TextFiles, file: string): Promise<ServiceEnvironment> {
  const read = await readText(files, file);
  if (typeof read !== 'string') return read;
  if (read.startsWith('bplist')) return { is: 'not-readable', file, reason: 'It is a binary property list.' };
  const inline = plistPairs(plistPart(read, 'EnvironmentVariables', 'dict'));
  // The gateway may start through a wrapper that reads its variables from a file beside it.
  const envFile = plistStrings(plistPart(read, 'ProgramArguments', 'array')).find((each) =>
    each.endsWith('.env'),
  );
  const fromFile = envFile === undefined ? {} : await readVariables(files, envFile);
  return { is: 'read', file, variables: { ...fromFile, ...inline } };
}

async function readUnit(files: TextFiles, file: string, home: string): Promise<ServiceEnvironment> {
  const read = await readText(files, file);
  if (typeof read !== 'string') return read;
  const unit = read.replaceAll('%h', home);
  let variables = readUnitEnvironment(unit);
  for (const value of unitValues(unit, 'EnvironmentFile')) {
    variables = { ...variables, ...(await readVariables(files, value.replace(/^-/, ''))) };
  }
  return { is: 'read', file, variables };
}

/** The variables of an `.env` file; of one that is not there or can't be read: none. */
export async function readVariables(files: TextFiles, file: string): Promise<Variables> {
  const text = await readText(files, file);
  return typeof text === 'string' ? readEnvFile(text) : {};
}

async function readText(
  files: TextFiles,
  file: string,
): Promise<string | Exclude<ServiceEnvironment, { is: 'read' }>> {
  const info = await files.info(file);
  if (info.ok && info.value === null) return { is: 'none' };
  if (!info.ok) return { is: 'not-readable', file, reason: info.failure.detail };
  if (info.value?.kind !== 'file' && info.value?.kind !== 'symlink') return { is: 'none' };
  const bytes = await files.read(file, largestServiceFile);
  if (!bytes.ok) return { is: 'not-readable', file, reason: bytes.failure.detail };
  return new TextDecoder('utf-8').decode(bytes.value);
}

/** What stands between the tags that follow a key; property lists of the gateway are flat enough for that. */
function plistPart(xml: string, key: string, tag: string): string {
  const part = new RegExp(`<key>\\s*${key}\\s*</key>\\s*<${tag}>([\\s\\S]*?)</${tag}>`).exec(xml);
  return part?.[1] ?? '';
}

function plistPairs(part: string): Variables {
  const pairs = part.matchAll(/<key>([\s\S]*?)<\/key>\s*<string>([\s\S]*?)<\/string>/g);
  return Object.fromEntries(
    [...pairs].map((pair) => [unescapeXml(pair[1] ?? ''), unescapeXml(pair[2] ?? '')]),
  );
}

function plistStrings(part: string): string[] {
  return [...part.matchAll(/<string>([\s\S]*?)<\/string>/g)].map((match) => unescapeXml(match[1] ?? ''));
}

const xmlEntities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_all, name: string) => xmlEntities[name] ?? '');
}
