import type { ChainLink } from '../../shared/chain.ts';
import { useT } from '../state/language.tsx';
import { contextTroubles } from '../views/chain/context-troubles.ts';
import { LinkTroubles } from '../views/chain/LinkTroubles.tsx';

/** A chunk of its own: with the fixes come the review and the diff, which most openings of the panel never need. */
export default function PanelTroubles({ link }: { link: ChainLink }) {
  const t = useT();
  return <LinkTroubles title={t('panel.contextWarning')} troubles={contextTroubles(link)} />;
}
