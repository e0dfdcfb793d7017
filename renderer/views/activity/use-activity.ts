import { useEffect, useRef, useState } from 'react';
import type { ActivityEvent } from '../../../shared/activity.ts';
import type { Failure } from '../../../shared/failures.ts';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { mergedEvents } from './timeline.ts';

export type ActivityFilter = {
  what: readonly string[] | null;
  serverId: string | null;
  modelId: string | null;
};

export type ActivityState = {
  /** null: not answered yet. */
  events: readonly ActivityEvent[] | null;
  more: boolean;
  failure: Failure | null;
  loading: boolean;
  older(): void;
};

const page = 100;

/** The history, page by page; what happens while it is open joins at the top. */
export function useActivity(filter: ActivityFilter): ActivityState {
  const api = useApi();
  const newest = useSnapshot(({ recent }) => recent[0]?.id ?? null);
  const [events, setEvents] = useState<readonly ActivityEvent[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [loading, setLoading] = useState(false);
  const key = JSON.stringify(filter);
  const shown = useRef('');

  async function ask(before: number | null, isCurrent: () => boolean): Promise<void> {
    setLoading(true);
    const { what, serverId, modelId } = filter;
    const answer = await api.activity({
      before,
      limit: page,
      what: what === null ? null : [...what],
      serverId,
      modelId,
    });
    if (!isCurrent()) return;
    setLoading(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    const isFresh = shown.current !== key;
    shown.current = key;
    setFailure(null);
    setEvents((known) => mergedEvents(isFresh || known === null ? [] : known, answer.value.events));
    if (isFresh || before !== null) setMore(answer.value.more);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for another filter, and when something new happened.
  useEffect(() => {
    let current = true;
    void ask(null, () => current);
    return () => {
      current = false;
    };
  }, [key, newest]);

  return {
    events,
    more,
    failure,
    loading,
    older: () => {
      const last = events?.at(-1);
      if (last !== undefined && !loading) void ask(last.at, () => shown.current === key);
    },
  };
}
