import * as v from 'valibot';
import { Settings } from '../settings.ts';
import { Snapshot } from '../snapshot.ts';
import { command, nothing } from './command.ts';

export const places = ['models', 'chain', 'config', 'checks', 'activity', 'settings'] as const;
export const PlaceName = v.picklist(places);
export type PlaceName = v.InferOutput<typeof PlaceName>;

export const appCommands = {
  getSnapshot: command(nothing, Snapshot),
  /** Opens the main window at a place; in the headless host the page itself goes there. */
  openWindow: command(v.object({ place: v.nullable(PlaceName) }), nothing),
  closePanel: command(nothing, nothing),
  /** http and https only, checked in main. */
  openExternal: command(v.object({ url: v.pipe(v.string(), v.maxLength(2_000)) }), nothing),
  copyText: command(v.object({ text: v.pipe(v.string(), v.maxLength(1_000_000)) }), nothing),
  /** Only the fields given change. */
  updateSettings: command(v.object({ change: v.partial(Settings) }), nothing),
  resetSettings: command(nothing, nothing),
  dismissNotice: command(v.object({ id: v.string() }), nothing),
  /** Ends the app and starts the newer version that is ready; the snapshot says when one is. */
  installUpdate: command(nothing, nothing),
  /** Starts another Pilotlight with made-up servers; null: it opens a window of its own. */
  startDemo: command(nothing, v.object({ url: v.nullable(v.string()) })),
  quit: command(nothing, nothing),
} as const;
