import type { TextFiles } from '../ports.ts';
import type { ConfigTree } from './config-files.ts';
import { isObject } from './config-files.ts';
import type { Variables } from './env-file.ts';
import { readVariables } from './service-environment.ts';

/**
 * The variables the gateway would see, as far as they can be seen from here, the strongest first: its service's
 * environment and ours, the `.env` of its state folder, `env.vars` of the config, the login shell. The `.env` of a
 * working folder is left out: which folder that is can't be known, and the gateway takes no keys from it.
 */
export type VariableSources = {
  files: TextFiles;
  environment: Readonly<Record<string, string | undefined>>;
  shell(): Promise<Variables>;
  place(): { service: Variables; stateFolder: string } | null;
};

export async function gatewayVariables(
  sources: VariableSources,
  tree: ConfigTree | null,
  wanted: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const take = (layer: Readonly<Record<string, unknown>>): void => {
    for (const name of wanted) {
      const value = Object.hasOwn(layer, name) && !found.has(name) ? layer[name] : undefined;
      if (typeof value === 'string' && value !== '') found.set(name, value);
    }
  };
  const place = sources.place();
  take(place?.service ?? {});
  take(sources.environment);
  if (place !== null) {
    take(await readVariables(sources.files, sources.files.paths.join(place.stateFolder, '.env')));
  }
  take(inlineVariables(tree));
  // Starting a login shell takes its time: only for what is found nowhere else.
  if (wanted.some((name) => !found.has(name))) take(await sources.shell());
  return found;
}

function inlineVariables(tree: ConfigTree | null): Readonly<Record<string, unknown>> {
  const env = tree?.value.env;
  return isObject(env) && isObject(env.vars) ? env.vars : {};
}
