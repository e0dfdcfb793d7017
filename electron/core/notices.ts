import type { ActivityEvent } from '../../shared/activity.ts';
import type { Sentence } from '../../shared/findings.ts';
import { pictureOf } from '../../shared/gateway.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import { findByRef } from '../../shared/refs.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { stoppedSentence } from '../../shared/stopped-words.ts';
import { type ModelWarmth, modelKey, restsOnPurpose, stopReasons } from '../../shared/warmth.ts';
import type { AppState } from './app-state.ts';
import type { ActivityLog } from './history/activity-log.ts';
import type { Clock } from './ports.ts';
import { isWithinHours, type LocalTime } from './warmth/local-time.ts';

/**
 * Which events are worth a notification of the system: a kept model went away, keep warm stopped, the chain's first
 * server went or came back, a save failed. Never twice for the same thing, never in quiet hours, never many.
 */
export type Notice = {
  /** Names the thing it is about: a host may replace an earlier notice of the same id. */
  id: string;
  title: Sentence;
  body: Sentence;
  actions: { label: Sentence; does: NoticeAction }[];
};

export type NoticeAction =
  | { is: 'load'; serverId: string; modelId: string; contextLength: number | null }
  | { is: 'resume-keep-warm'; serverId: string; modelId: string }
  | { is: 'open'; place: 'models' | 'chain' | 'config' };

export type Notices = {
  onNotice(listener: (notice: Notice) => void): () => void;
  stop(): void;
};

/** What was told and when, by subject; `open`: it has not been undone since. */
export type Told = ReadonlyMap<string, { at: number; open: boolean }>;

const minute = 60_000;
const sameSubjectMs = 30 * minute;
const mostPerHour = 6;
/** A server that restarts is away for a moment: only a longer absence is told. */
const awayForMs = 45_000;

export type NoticeFacts = {
  snapshot: Snapshot;
  told: Told;
  now: number;
  localTime: LocalTime;
  contextToLoad: ContextToLoad;
};

/** What one click loads a model with; null: the server's own choice. */
export type ContextToLoad = (serverId: string, modelId: string) => number | null;

/** Pure: the notice this event deserves now; null: none. */
export function noticeFor(event: ActivityEvent, facts: NoticeFacts): Notice | null {
  const { snapshot, told, now, localTime } = facts;
  const { quietHours } = snapshot.settings.notifications;
  if (snapshot.app.suspended || (quietHours !== null && isWithinHours(quietHours, localTime(now))))
    return null;
  const notice = wanted(event, facts);
  if (notice === null) return null;
  const before = told.get(notice.id);
  const isAnswer = notice.id.startsWith('primary:') && event.what === 'server-reachable';
  if (isAnswer) return before?.open === true ? notice : null;
  if (before !== undefined && (before.open || before.at > now - sameSubjectMs)) return null;
  const lately = [...told.values()].filter(({ at }) => at > now - 60 * minute).length;
  return lately >= mostPerHour ? null : notice;
}

function wanted(event: ActivityEvent, facts: NoticeFacts): Notice | null {
  const { snapshot } = facts;
  const { keptModelLost, primaryReachability, saveFailed } = snapshot.settings.notifications;
  switch (event.what) {
    case 'model-unloaded':
      return keptModelLost && event.by !== 'person' ? lostNotice(event, event.by, facts) : null;
    case 'keep-warm-stopped':
      return keptModelLost ? stoppedNotice(event, snapshot) : null;
    case 'server-unreachable':
    case 'server-reachable':
      return primaryReachability ? primaryNotice(event, snapshot) : null;
    case 'config-save-failed':
      return saveFailed ? saveNotice() : null;
    case 'stand-in':
      return primaryReachability ? standInNotice(event) : null;
    default:
      return null;
  }
}

type LossCause = Exclude<Extract<ActivityEvent, { what: 'model-unloaded' }>['by'], 'person'>;

function lostNotice(
  event: ActivityEvent,
  by: LossCause,
  { snapshot, contextToLoad }: NoticeFacts,
): Notice | null {
  const { serverId, modelId } = event;
  const kept = keptModel(event, snapshot);
  // A pinned model is loaded again by itself; if that fails, keep warm says that it stopped.
  if (serverId === null || modelId === null || kept === null || kept.policy.mode === 'pin') return null;
  return {
    id: `lost:${modelKey(serverId, modelId)}`,
    title: sentence('notice.lost.title', { model: modelId }),
    body: sentence(`notice.lost.${by}`, { server: event.serverName ?? serverId }),
    actions: [
      {
        label: sentence('notice.action.load'),
        does: { is: 'load', serverId, modelId, contextLength: contextToLoad(serverId, modelId) },
      },
    ],
  };
}

/** Kept right now: in its hours, not paused, not refused. */
function keptModel({ serverId, modelId }: ActivityEvent, { warmth }: Snapshot): ModelWarmth | null {
  const found = warmth.models.find((each) => each.serverId === serverId && each.modelId === modelId);
  if (found === undefined || found.policy.mode === 'off') return null;
  return restsOnPurpose(found.status) ? null : found;
}

function stoppedNotice(
  event: Extract<ActivityEvent, { what: 'keep-warm-stopped' }>,
  snapshot: Snapshot,
): Notice | null {
  const { serverId, modelId } = event;
  const why = stopReasons.find((each) => each === event.why);
  if (serverId === null || modelId === null || why === undefined) return null;
  const isKept = snapshot.warmth.models.some(
    (each) => each.serverId === serverId && each.modelId === modelId,
  );
  if (!isKept) return null;
  return {
    id: `stopped:${modelKey(serverId, modelId)}`,
    title: sentence('notice.stopped.title', { model: modelId }),
    body: stoppedSentence(why, event.facts ?? {}),
    actions: [
      { label: sentence('notice.action.look'), does: { is: 'open', place: 'models' } },
      {
        label: sentence('notice.action.resume'),
        does: { is: 'resume-keep-warm', serverId, modelId },
      },
    ],
  };
}

function primaryNotice(event: ActivityEvent, snapshot: Snapshot): Notice | null {
  const { serverId } = event;
  if (serverId === null || serverId !== primaryServerId(snapshot)) return null;
  const server = event.serverName ?? serverId;
  const gone = event.what === 'server-unreachable';
  return {
    id: `primary:${serverId}`,
    title: gone
      ? sentence('notice.unreachable.title', { server })
      : sentence('notice.back.title', { server }),
    body: gone ? sentence('notice.unreachable.body') : sentence('notice.back.body'),
    actions: [{ label: sentence('notice.action.look'), does: { is: 'open', place: 'chain' } }],
  };
}

function primaryServerId(snapshot: Snapshot): string | null {
  const chains = pictureOf(snapshot.gateway)?.chains ?? [];
  const primary = chains.find(({ agentId }) => agentId === null)?.effective.primary ?? null;
  return primary === null ? null : (findByRef(snapshot, primary)?.server.id ?? null);
}

function saveNotice(): Notice {
  return {
    id: 'save-failed',
    title: sentence('notice.saveFailed.title'),
    body: sentence('notice.saveFailed.body'),
    actions: [{ label: sentence('notice.action.look'), does: { is: 'open', place: 'config' } }],
  };
}

/** Once when it begins; when it ends in order, the chain is as the person left it, which is no news. */
function standInNotice(event: Extract<ActivityEvent, { what: 'stand-in' }>): Notice | null {
  const { ref, state, insteadOf: primary, reason } = event;
  if (state === 'ended' || primary === null || reason === null) return null;
  const began = state === 'started';
  return {
    id: `stand-in:${state}:${ref}`,
    title: sentence(began ? 'notice.standIn.title' : 'notice.standIn.ended.title', { ref, primary }),
    body: began
      ? sentence(`chain.standIn.untilWell.${reason}`, { primary })
      : sentence('notice.standIn.ended'),
    actions: [{ label: sentence('notice.action.look'), does: { is: 'open', place: 'chain' } }],
  };
}

export type NoticesOptions = {
  state: AppState;
  activity: ActivityLog;
  clock: Clock;
  localTime: LocalTime;
  contextToLoad: ContextToLoad;
};

export function createNotices({ state, activity, clock, localTime, contextToLoad }: NoticesOptions): Notices {
  const listeners = new Set<(notice: Notice) => void>();
  const told = new Map<string, { at: number; open: boolean }>();
  const waiting = new Map<string, () => void>();

  function judge(event: ActivityEvent): void {
    const now = clock.now();
    const notice = noticeFor(event, { snapshot: state.snapshot(), told, now, localTime, contextToLoad });
    if (notice === null) return;
    told.set(notice.id, {
      at: now,
      open: !['server-reachable', 'config-save-failed', 'stand-in'].includes(event.what),
    });
    for (const listener of [...listeners]) listener(notice);
  }

  /** What was told of is over: the next time is a new one. */
  function close(id: string): void {
    const before = told.get(id);
    if (before !== undefined) told.set(id, { ...before, open: false });
  }

  function onEvent(event: ActivityEvent): void {
    const { serverId, modelId } = event;
    if (event.what === 'model-loaded' && serverId !== null && modelId !== null)
      close(`lost:${modelKey(serverId, modelId)}`);
    if (event.what === 'keep-warm-stopped') close(`stopped:${modelKey(serverId ?? '', modelId ?? '')}`);
    if (serverId !== null && (event.what === 'server-unreachable' || event.what === 'server-reachable')) {
      waiting.get(serverId)?.();
      waiting.delete(serverId);
    }
    if (event.what === 'server-unreachable' && serverId !== null) {
      waiting.set(
        serverId,
        clock.schedule(awayForMs, () => judge(event)),
      );
      return;
    }
    judge(event);
  }

  const stopListening = activity.onEvent(onEvent);
  return {
    onNotice(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      stopListening();
      for (const cancel of waiting.values()) cancel();
    },
  };
}
