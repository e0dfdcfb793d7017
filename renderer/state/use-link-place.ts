import type { ChainLink } from '../../shared/chain.ts';
import { runsAt } from '../display/place-words.ts';
import { useTranslator } from './language.tsx';
import { useSnapshot } from './store-context.ts';

/** Where a link's data goes, short where it stays near: the same words in the panel and in the chain. */
export function useLinkPlace({ place }: ChainLink): string {
  const { t, say } = useTranslator();
  const platform = useSnapshot(({ app }) => app.platform);
  const isNamed = place.is === 'near' && place.place !== 'elsewhere';
  return isNamed ? t(runsAt(place.place, platform)) : say(place.sentence);
}
