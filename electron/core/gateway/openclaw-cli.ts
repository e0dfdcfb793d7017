import { fail, failWith, ok, type Result } from '../../../shared/result.ts';
import type { Processes, TextFiles } from '../ports.ts';
import { type ConfigCopy, withCopy } from './config-copy.ts';
import {
  type CliVerdict,
  readConfigFile,
  readSchemaText,
  readVerdict,
  readVersion,
} from './openclaw-answers.ts';
import { commandAt, type OpenclawCommand, openclawPlaces } from './openclaw-places.ts';

/**
 * The installed `openclaw` command. Each call is a process of one to three seconds on a whole core: call on a person's
 * action or on a change, never from a poll.
 */

export type OpenclawCli = {
  path: string;
  version: string;
  /** Which config it would use by itself. */
  configFile(): Promise<Result<string>>;
  /** The gateway's own verdict on text that is not in place yet. One at a time. */
  validate(copy: ConfigCopy, signal?: AbortSignal): Promise<Result<CliVerdict>>;
  schemaText(): Promise<Result<string>>;
};

export type CliOptions = {
  processes: Processes;
  files: TextFiles;
  /** A private folder of ours: copies hold what the config holds, secrets too. */
  workFolder: string;
  /** From the settings; null looks in the usual places. */
  path: string | null;
};

const versionLimitMs = 20_000;
const commandLimitMs = 60_000;
const mostOutput = 1024 * 1024;
const mostSchema = 32 * 1024 * 1024;

/** Failure: nothing found, or what was found (or set) does not run; the detail says which and why. */
export async function findOpenclawCli(options: CliOptions): Promise<Result<OpenclawCli>> {
  const { processes, files } = options;
  const variables = await processes.shellEnvironment();
  const places =
    options.path === null
      ? await openclawPlaces({
          files,
          variables,
          platform: processes.platform,
          homeFolder: processes.homeFolder,
        })
      : [commandAt(options.path)];

  let refusal: Result<never> = fail('cli-missing', 'No openclaw command was found on this computer.');
  for (const place of places) {
    const run = runner(processes, place, variables);
    const version = await versionOf(run);
    if (version.ok) return ok(createCli(options, place, version.value, run));
    // The first place is the one a terminal would use; its reason is the one to tell.
    if (place === places[0])
      refusal = failWith({ ...version.failure, detail: `${place.path}: ${version.failure.detail}` });
  }
  return refusal;
}

type Run = (
  args: readonly string[],
  more?: {
    timeoutMs?: number;
    maxBytes?: number;
    env?: Record<string, string>;
    signal?: AbortSignal | undefined;
  },
) => Promise<Result<{ code: number | null; stdout: string; stderr: string }>>;

function runner(processes: Processes, place: OpenclawCommand, variables: Record<string, string>): Run {
  return (args, { timeoutMs = commandLimitMs, maxBytes = mostOutput, env = {}, signal } = {}) =>
    processes.run(place.command, [...place.args, ...args], {
      env: { ...variables, NO_COLOR: '1', ...env },
      timeoutMs,
      maxBytes,
      ...(signal === undefined ? {} : { signal }),
    });
}

async function versionOf(run: Run): Promise<Result<string>> {
  const outcome = await run(['--version'], { timeoutMs: versionLimitMs });
  if (!outcome.ok) return outcome;
  if (outcome.value.code !== 0) return fail('cli-failed', reasonOf(outcome.value));
  return readVersion(outcome.value.stdout);
}

function createCli(options: CliOptions, place: OpenclawCommand, version: string, run: Run): OpenclawCli {
  let previous: Promise<unknown> = Promise.resolve();

  async function validate(copy: ConfigCopy, signal?: AbortSignal): Promise<Result<CliVerdict>> {
    if (signal?.aborted === true) return fail('cancelled', 'The check was no longer wanted.');
    return withCopy(options.files, options.workFolder, copy, async (path, env) => {
      const outcome = await run(['config', 'validate', '--json'], { env, signal });
      if (!outcome.ok) return outcome;
      const verdict = readVerdict(
        outcome.value.stdout.replaceAll(JSON.stringify(path).slice(1, -1), copy.main.path),
      );
      return verdict.ok || outcome.value.stdout !== ''
        ? verdict
        : fail('cli-failed', reasonOf(outcome.value));
    });
  }

  return {
    path: place.path,
    version,
    async configFile() {
      const outcome = await run(['config', 'file', '--json']);
      if (!outcome.ok) return outcome;
      // What a command printed before it failed is no answer.
      if (outcome.value.code !== 0) return fail('cli-failed', reasonOf(outcome.value));
      return readConfigFile(outcome.value.stdout);
    },
    validate(copy, signal) {
      const judge = () => validate(copy, signal);
      const mine = previous.then(judge, judge);
      previous = mine;
      return mine;
    },
    async schemaText() {
      const outcome = await run(['config', 'schema'], { maxBytes: mostSchema });
      return outcome.ok ? readSchemaText(outcome.value.stdout) : outcome;
    },
  };
}

/** The last line says it best: a missing Node, a version that is too old. */
function reasonOf({ code, stderr, stdout }: { code: number | null; stderr: string; stdout: string }): string {
  const lines = `${stdout}\n${stderr}`.split(/\r?\n/).filter((line) => /\S/.test(line));
  const last = lines.at(-1)?.trim().slice(0, 300);
  return last === undefined ? `It ended with ${code} and said nothing.` : `It ended with ${code}: ${last}`;
}
