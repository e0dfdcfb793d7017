import * as v from 'valibot';
import { ActivityEvent, StandInReason } from './activity.ts';
import { Gateway } from './gateway.ts';
import { Model, Server, ServerWithModels } from './servers.ts';
import { Settings } from './settings.ts';
import { Warmth } from './warmth.ts';

/** The one state of the app. It lives in main; everything that draws, draws from it. */

export const AppInfo = v.object({
  version: v.string(),
  host: v.picklist(['desktop', 'headless']),
  platform: v.string(),
  demo: v.boolean(),
  /** False until every known server was asked once. */
  settled: v.boolean(),
  locale: v.string(),
  onBattery: v.boolean(),
  suspended: v.boolean(),
  /** Where keys that are given to Pilotlight are kept. */
  keyStore: v.picklist(['keychain', 'private-file']),
  /** Whether the key that opens the panel works; only the desktop can know. */
  shortcut: v.picklist(['none', 'works', 'taken', 'not-a-shortcut']),
  /** Whether start at login waits for the person to allow it in the system's own settings. */
  loginItem: v.picklist(['as-set', 'needs-approval']),
  update: v.nullable(v.object({ version: v.string(), notes: v.string(), ready: v.boolean() })),
  /** Files that were damaged and moved aside at start, for one sentence in the window. */
  notices: v.array(
    v.object({
      id: v.string(),
      code: v.picklist(['settings-reset', 'history-reset', 'renderer-crashed', 'main-error', 'tray-missing']),
      detail: v.string(),
    }),
  ),
});
export type AppInfo = v.InferOutput<typeof AppInfo>;

/** The chain order Pilotlight put in place for the person, so that it can be put back. */
export const StandIn = v.nullable(
  v.object({
    since: v.number(),
    ref: v.string(),
    insteadOf: v.string(),
    reason: StandInReason,
    healthySince: v.nullable(v.number()),
  }),
);
export type StandIn = v.InferOutput<typeof StandIn>;

/** Load times seen, by model key: what a cold start costs. */
export const LoadTimes = v.record(
  v.string(),
  v.object({ lastMs: v.number(), typicalMs: v.number(), count: v.number() }),
);
export type LoadTimes = v.InferOutput<typeof LoadTimes>;

export const Snapshot = v.object({
  revision: v.number(),
  app: AppInfo,
  /** In the order shown. */
  servers: v.array(ServerWithModels),
  gateway: Gateway,
  warmth: Warmth,
  settings: Settings,
  standIn: StandIn,
  loadTimes: LoadTimes,
  /** Newest first, bounded. */
  recent: v.array(ActivityEvent),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

export const ModelsPatch = v.object({
  changed: v.array(Model),
  removed: v.array(v.string()),
  /** All ids in order, only when the order or the set changed. */
  order: v.nullable(v.array(v.string())),
});
export type ModelsPatch = v.InferOutput<typeof ModelsPatch>;

/** What changed, and nothing else: cost follows change, not size. */
export const Patch = v.variant('slice', [
  v.object({
    slice: v.literal('server'),
    id: v.string(),
    /** null: nothing but models changed. */
    server: v.nullable(Server),
    models: ModelsPatch,
  }),
  v.object({ slice: v.literal('servers'), order: v.array(v.string()) }),
  v.object({ slice: v.literal('app'), value: AppInfo }),
  v.object({ slice: v.literal('gateway'), value: Gateway }),
  v.object({ slice: v.literal('warmth'), value: Warmth }),
  v.object({ slice: v.literal('settings'), value: Settings }),
  v.object({ slice: v.literal('standIn'), value: StandIn }),
  v.object({ slice: v.literal('loadTimes'), value: LoadTimes }),
  v.object({ slice: v.literal('recent'), value: v.array(ActivityEvent) }),
]);
export type Patch = v.InferOutput<typeof Patch>;

/** `from` is the revision the patches apply to: a window that is not there asks for the whole snapshot. */
export const SnapshotChange = v.object({ from: v.number(), to: v.number(), patches: v.array(Patch) });
export type SnapshotChange = v.InferOutput<typeof SnapshotChange>;
