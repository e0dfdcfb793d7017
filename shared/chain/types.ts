import type { ContextFit } from '../context-fit.ts';
import type { Failure } from '../failures.ts';
import type { Fix, Sentence } from '../findings.ts';
import type { AgentChain } from '../gateway.ts';

/** Where a link's answers are computed, and so where the conversation goes. */
export type LinkPlace = { sentence: Sentence } & (
  | { is: 'near'; place: 'this-machine' | 'lan' | 'tailnet' | 'elsewhere' }
  /** `region`: a code such as `eu`, `us`, `cn`, or a cloud region; null: not told. `services`: behind a proxy. */
  | { is: 'hosted'; region: string | null; services: string[] }
  /** The server is near, but it hands the work on to somebody else's machine. */
  | { is: 'passed-on' }
  /** Decided with each request: short ones stay near, long ones leave. */
  | { is: 'hybrid'; local: string; hosted: string }
  | { is: 'unknown' }
);

export type LinkState = { sentence: Sentence } & (
  | { is: 'warm'; busy: boolean }
  | { is: 'loading'; since: number; progress: number | null }
  | { is: 'cold' }
  | { is: 'asleep' }
  | { is: 'failed'; reason: string }
  | { is: 'unreachable'; since: number; failure: Failure }
  /** Accepts the connection and does not answer. */
  | { is: 'hung'; since: number; failure: Failure }
  | { is: 'key-refused'; failure: Failure }
  | { is: 'not-listed'; nearest: string | null }
  /** The config has no such provider, and the gateway knows none of that name. */
  | { is: 'no-such-provider' }
  /** A hosted model, which is never asked: only its key can be judged. */
  | { is: 'hosted'; key: 'present' | 'missing' | 'not-visible' }
  | { is: 'unknown'; why: 'not-told' | 'not-asked-yet' | 'not-a-ref' | 'not-watched' | 'key-not-sent' }
);

export const forecastReasons = [
  'warm',
  'hosted',
  'proxy',
  'other-model',
  'cold',
  'loading',
  'asleep',
  'load-outlasts-timeout',
  'load-never-finishes',
  'stopped',
  'unreachable',
  'hung',
  'server-error',
  'rate-limited',
  'not-listed',
  'no-such-provider',
  'key-refused',
  'key-missing',
  'key-not-visible',
  'context-blocked',
  'context-overflow',
  'answers-cut-short',
  'load-failed',
  'not-loaded-by-itself',
  'duplicate',
  'not-told',
] as const;
export type ForecastReason = (typeof forecastReasons)[number];

/** What the gateway would do with one link now. */
export type LinkForecast = {
  /** `answers` also covers waiting for a load: `seconds` says for how long. */
  does: 'answers' | 'moves-on' | 'turn-fails' | 'unknown';
  why: ForecastReason;
  /** Until it answers, moves on or fails; null: not known how long. */
  seconds: number | null;
  /** The provider's own limit, where a wait is compared with it. */
  limitSeconds: number | null;
  /** False where the gateway's behaviour is inferred from a similar case rather than measured or seen. */
  sure: boolean;
  sentence: Sentence;
};

export const linkBadges = [
  'duplicate',
  'outside-allow',
  'alias-ambiguous',
  'alias-elsewhere',
  'timeout-too-short',
  'passes-data-on',
] as const;
export const chainBadges = [
  'no-primary',
  'no-fallbacks',
  'thrash',
  'scheduled-work',
  'companion-model',
  'nobody-answers',
] as const;

export type Badge<Name extends string> = {
  badge: Name;
  level: 'note' | 'warn';
  sentence: Sentence;
  fixes: Fix[];
};

export type ChainLink = {
  /** 0 is the primary. */
  index: number;
  /** As written in the config: a ref, an alias, with or without a profile. */
  written: string;
  /** The ref it stands for. */
  ref: string;
  /** The alias of the ref, for display; also when the link was not written by it. */
  alias: string | null;
  providerId: string | null;
  modelId: string | null;
  /** The watched server and the id it gives the model; null: not watched, not listed. */
  serverId: string | null;
  serverModelId: string | null;
  place: LinkPlace;
  state: LinkState;
  context: ContextFit | null;
  forecast: LinkForecast;
  badges: Badge<(typeof linkBadges)[number]>[];
};

/** Which link would answer a message sent now. */
export type ChainForecast = { sentence: Sentence } & (
  | { is: 'answers'; index: number; afterSeconds: number | null; sure: boolean }
  /** The turn ends at this link without an answer. */
  | { is: 'nobody'; index: number; afterSeconds: number | null; sure: boolean }
  /** No more can be said than that the links before `index` do not answer. */
  | { is: 'unknown'; index: number; afterSeconds: number | null }
);

export type ChainView = Pick<AgentChain, 'agentId' | 'name' | 'form' | 'file' | 'notEditable' | 'legacy'> & {
  links: ChainLink[];
  forecast: ChainForecast;
  badges: Badge<(typeof chainBadges)[number]>[];
};
