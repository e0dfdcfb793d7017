import * as v from 'valibot';
import { ServerKind } from './servers.ts';
import { WarmthHours, WarmthPolicy } from './warmth.ts';

/** The app's own settings file. Every field has a default, so older and partly broken files stay usable. */

export const languages = ['en', 'ru', 'zh-CN', 'pl', 'sv', 'pt-BR'] as const;

export const UserServer = v.object({
  id: v.string(),
  url: v.string(),
  name: v.nullable(v.string()),
  kind: v.nullable(ServerKind),
});
export type UserServer = v.InferOutput<typeof UserServer>;

export const Settings = v.object({
  version: v.optional(v.number(), 1),
  firstRunDone: v.optional(v.boolean(), false),
  language: v.optional(v.nullable(v.picklist(languages)), null),
  theme: v.optional(v.picklist(['system', 'light', 'dark']), 'system'),
  density: v.optional(v.picklist(['comfortable', 'compact']), 'comfortable'),
  servers: v.optional(v.array(UserServer), []),
  /** Kinds the person chose for servers found elsewhere, and names: by server id. */
  serverOverrides: v.optional(
    v.record(
      v.string(),
      v.object({
        kind: v.nullable(ServerKind),
        name: v.nullable(v.string()),
        hidden: v.optional(v.boolean(), false),
      }),
    ),
    {},
  ),
  scanLocalPorts: v.optional(v.boolean(), true),
  pollSeconds: v.optional(
    v.object({
      visible: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(600)), 3),
      hidden: v.optional(v.pipe(v.number(), v.minValue(5), v.maxValue(3600)), 15),
    }),
    { visible: 3, hidden: 15 },
  ),
  keepWarm: v.optional(
    v.object({
      /** Local links of the default chain are kept warm unless the person turned it off. */
      chainByDefault: v.optional(v.boolean(), false),
      serverDefaults: v.optional(v.record(v.string(), WarmthPolicy), {}),
      models: v.optional(v.record(v.string(), WarmthPolicy), {}),
      pauseOnBattery: v.optional(v.boolean(), true),
      pausedUntil: v.optional(v.nullable(v.number()), null),
      /** How long servers that do not tell their idle time are taken to wait; null: what is usual for the kind. */
      assumedIdleMinutes: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(1_440))), null),
    }),
    {
      chainByDefault: false,
      serverDefaults: {},
      models: {},
      pauseOnBattery: true,
      pausedUntil: null,
      assumedIdleMinutes: null,
    },
  ),
  notifications: v.optional(
    v.object({
      keptModelLost: v.optional(v.boolean(), true),
      primaryReachability: v.optional(v.boolean(), true),
      saveFailed: v.optional(v.boolean(), true),
      quietHours: v.optional(v.nullable(WarmthHours), null),
    }),
    { keptModelLost: true, primaryReachability: true, saveFailed: true, quietHours: null },
  ),
  standIn: v.optional(
    v.object({
      enabled: v.optional(v.boolean(), false),
      afterSeconds: v.optional(v.pipe(v.number(), v.minValue(30), v.maxValue(86_400)), 120),
      backAfterSeconds: v.optional(v.pipe(v.number(), v.minValue(30), v.maxValue(86_400)), 120),
      neverUse: v.optional(v.array(v.string()), []),
    }),
    { enabled: false, afterSeconds: 120, backAfterSeconds: 120, neverUse: [] },
  ),
  startAtLogin: v.optional(v.boolean(), false),
  /** That the menu bar does not show the icon was said already; forgotten when it is there again. */
  trayMissingTold: v.optional(v.boolean(), false),
  keepAwakeUntil: v.optional(v.nullable(v.number()), null),
  globalShortcut: v.optional(v.nullable(v.string()), null),
  configPath: v.optional(v.nullable(v.string()), null),
  cliPath: v.optional(v.nullable(v.string()), null),
  checkForUpdates: v.optional(v.boolean(), true),
  logLevel: v.optional(v.picklist(['error', 'warn', 'info', 'debug']), 'info'),
  historyDays: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(366)), 90),
  /** Model id → hosted providers' region the person wants answers from. */
  wantedRegion: v.optional(v.nullable(v.string()), null),
});
export type Settings = v.InferOutput<typeof Settings>;

export const defaultSettings: Settings = v.parse(Settings, {});
