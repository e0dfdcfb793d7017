import { useMemo, useRef } from 'react';
import { type ChainView, chainsOf } from '../../../shared/chain.ts';
import { linksOf } from '../../../shared/chain-order.ts';
import type { AgentChain, Gateway, ModelPicture } from '../../../shared/gateway.ts';
import { pictureOf } from '../../../shared/gateway.ts';
import { sameValue } from '../../../shared/same-value.ts';
import { useNow } from '../../state/clock.ts';
import { useSnapshot } from '../../state/store-context.ts';
import { replay } from './draft.ts';
import { useDraftEdits } from './draft-store.ts';
import { type PendingMarks, pendingMarks } from './pending-marks.ts';

/** One column: a chain as it would be with the changes that are not saved, alive. */
export type Column = {
  chain: AgentChain;
  view: ChainView;
  pending: PendingMarks;
  /** Refs whose alias is another one than in the file. */
  newAliases: readonly string[];
};

export type Columns = {
  columns: readonly Column[];
  inheriting: readonly AgentChain[];
  picture: ModelPicture;
};

/** null: there is no config to show. */
export function useChainColumns(): Columns | null {
  const edits = useDraftEdits();
  const snapshot = useSnapshot((whole) => whole);
  const now = useNow(5_000);
  const before = useRef<readonly Column[]>([]);
  return useMemo(() => {
    const base = pictureOf(snapshot.gateway);
    if (base === null) return null;
    const { picture } = replay(base, edits);
    const world = { ...snapshot, gateway: withPicture(snapshot.gateway, picture) };
    const inheriting = picture.chains.filter((chain) => chain.agentId !== null && chain.form === 'absent');
    const columns = keepSame(before.current, columnsOf(chainsOf(world, now), picture, base));
    before.current = columns;
    return { columns, inheriting, picture };
  }, [snapshot, edits, now]);
}

function columnsOf(views: readonly ChainView[], picture: ModelPicture, base: ModelPicture): Column[] {
  const newAliases = picture.aliases
    .filter((entry) => (base.aliases.find((each) => each.ref === entry.ref)?.alias ?? null) !== entry.alias)
    .map((entry) => entry.ref);
  return views.flatMap((view) => {
    const chain = picture.chains.find((each) => each.agentId === view.agentId);
    if (chain === undefined) return [];
    const old = base.chains.find((each) => each.agentId === view.agentId);
    const pending = pendingMarks(old === undefined ? [] : linksOf(old), linksOf(chain));
    return [{ chain, view, pending, newAliases }];
  });
}

function withPicture(gateway: Gateway, picture: ModelPicture): Gateway {
  const { config } = gateway;
  if (config.is !== 'loaded' && config.is !== 'broken') return gateway;
  return { ...gateway, config: { ...config, picture } as typeof config };
}

/** A column that says the same is the same object, so that it is not drawn again. */
function keepSame(before: readonly Column[], after: readonly Column[]): readonly Column[] {
  const kept = after.map(
    (column) =>
      before.find((each) => each.view.agentId === column.view.agentId && sameValue(each, column)) ?? column,
  );
  return kept.length === before.length && kept.every((each, index) => each === before[index]) ? before : kept;
}
