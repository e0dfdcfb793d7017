import type {
  Abilities,
  Ability,
  Model,
  ModelCapability,
  ModelState,
  Place,
} from '../../../../shared/servers.ts';
import { abilitiesOf, can, cannot, modelOf, uniqueModels } from '../shared-transform.ts';
import type { Observation } from '../types.ts';
import { initialOption, type KoboldVersion, type Performance, unloadOption } from './client.ts';
import { fileOfName, isConfiguration, isLoaded } from './names.ts';

export const bestAbilities: Abilities = abilitiesOf(can, {
  // A configuration file fixes the context; the call itself takes none.
  loadWithContext: cannot('no-such-call'),
  loadProgress: cannot('no-such-call'),
  // `--adminunloadtimeout` is shown nowhere.
  idleDeadline: cannot('not-told'),
  events: cannot('no-such-call'),
});

export type KoboldLook = {
  name: string;
  context: number | null;
  performance: Performance | null;
  version: KoboldVersion | null;
  /** What an admin may load; empty for everybody else. */
  options: string[];
  routerFiles: string[];
  place: Place;
};

export function observationOf(look: KoboldLook): Observation {
  const files = filesOf(look);
  const current = isLoaded(look.name) ? currentModel(look, files) : null;
  const others = files.filter((file) => current === null || !current.aliases.includes(file));
  const models = others.map((file) => otherModel(file, look.place));
  const manage = manageAbility(look);
  return {
    variant: look.routerFiles.length > 0 ? 'router' : null,
    version: look.version?.version ?? null,
    abilities: {
      ...bestAbilities,
      load: manage,
      unload: manage,
      reload: manage,
      busy: typeof look.performance?.idle === 'number' ? can : cannot('not-told'),
    },
    models: uniqueModels(current === null ? models : [current, ...models]),
  };
}

function filesOf({ options, routerFiles }: KoboldLook): string[] {
  const verbs = [unloadOption, initialOption];
  return [...new Set([...options, ...routerFiles])].filter((file) => !verbs.includes(file));
}

export function manageAbility({ version, options }: Pick<KoboldLook, 'version' | 'options'>): Ability {
  const level = version?.admin ?? null;
  if (options.length > 0) return can;
  if (level === null) return cannot('needs-newer-version');
  return cannot(level === 0 ? 'needs-admin-option' : 'needs-admin-key');
}

function currentModel({ name, context, performance, version, place }: KoboldLook, files: string[]): Model {
  const file = fileOfName(name, files);
  return modelOf({
    id: name,
    name: name.replace(/^koboldcpp\//, ''),
    aliases: file === null ? [] : [file],
    state: stateOf(performance),
    place,
    contextAllocated: context,
    instances: [{ id: name, contextAllocated: context }],
    capabilities: capabilitiesOf(version),
  });
}

/** What a configuration brings, and so whether it is what runs now, is only known inside KoboldCpp. */
function otherModel(file: string, place: Place): Model {
  return modelOf({ id: file, state: { is: isConfiguration(file) ? 'unknown' : 'not-loaded' }, place });
}

function stateOf(performance: Performance | null): ModelState {
  if (performance?.idle !== 0) return { is: 'loaded' };
  return { is: 'busy', requests: null, queued: performance.queue };
}

function capabilitiesOf(version: KoboldVersion | null): ModelCapability[] | null {
  if (version === null || version.vision === null) return null;
  const found: ModelCapability[] = ['chat'];
  if (version.vision) found.push('vision');
  if (version.audio === true) found.push('audio');
  return found;
}
