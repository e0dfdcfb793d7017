import type { ProviderKeys } from '../servers/keys.ts';
import { type ConfigTree, isObject } from './config-files.ts';
import type { Json } from './json5-document.ts';
import { fillVariables, isSentAsKey, readWrittenKey, variablesIn, type WrittenKey } from './key-view.ts';

/** The config's keys of providers, resolved at the moment of a request and never kept. */

export type ProviderKeySources = {
  tree(): ConfigTree | null;
  variables(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Names that could be seen at the last reading. */
  isVisible(name: string): boolean;
};

export function createProviderKeys(sources: ProviderKeySources): ProviderKeys {
  return (providerId) => {
    const written = writtenKeyOf(sources.tree(), providerId);
    return {
      state: stateOf(written, sources),
      // Read again, because the config may have another key by then.
      read: () => secretOf(writtenKeyOf(sources.tree(), providerId), sources),
    };
  };
}

function stateOf(written: WrittenKey, sources: ProviderKeySources): ReturnType<ProviderKeys>['state'] {
  switch (written.is) {
    case 'missing':
      return 'none';
    case 'literal':
      return written.localMarker ? 'none' : 'set';
    case 'variable':
      return variablesIn(written.template).every(sources.isVisible) ? 'set' : 'missing';
    case 'managed':
      return 'managed-by-openclaw';
  }
}

async function secretOf(written: WrittenKey, sources: ProviderKeySources): Promise<string | null> {
  switch (written.is) {
    case 'missing':
    case 'managed':
      return null;
    case 'literal':
      return isSentAsKey(written.text) ? written.text : null;
    case 'variable': {
      const values = await sources.variables(variablesIn(written.template));
      return fillVariables(written.template, (name) => values.get(name) ?? null);
    }
  }
}

function writtenKeyOf(tree: ConfigTree | null, providerId: string): WrittenKey {
  return readWrittenKey(
    own(own(own(own(tree?.value, 'models'), 'providers'), providerId), 'apiKey'),
    providerId,
  );
}

function own(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Every variable the providers' keys name. */
export function keyVariables(tree: ConfigTree): string[] {
  const providers = own(own(tree.value, 'models'), 'providers');
  if (!isObject(providers)) return [];
  return Object.keys(providers).flatMap((id) => {
    const written = writtenKeyOf(tree, id);
    return written.is === 'variable' ? [written.name, ...variablesIn(written.template)] : [];
  });
}
