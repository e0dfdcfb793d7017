import * as v from 'valibot';
import { appCommands, PlaceName } from './contract/app-commands.ts';
import { configCommands } from './contract/config-commands.ts';
import { insightCommands } from './contract/insight-commands.ts';
import { serverCommands } from './contract/server-commands.ts';
import { warmthCommands } from './contract/warmth-commands.ts';
import type { Result } from './result.ts';
import { SnapshotChange } from './snapshot.ts';

/**
 * The one contract between main and its windows. Handler types, the renderer's API, the preload and the
 * run-time checks are derived from it: a command is one entry here and one line in command-handlers.ts.
 */
export const commands = {
  ...appCommands,
  ...serverCommands,
  ...configCommands,
  ...warmthCommands,
  ...insightCommands,
} as const;

export const events = {
  snapshotChanged: SnapshotChange,
  /** Another window or the tray asks this one to show a place. */
  goTo: v.object({ place: PlaceName }),
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<Name extends CommandName> = v.InferOutput<Commands[Name]['input']>;
export type CommandOutput<Name extends CommandName> = v.InferOutput<Commands[Name]['output']>;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<Name extends EventName> = v.InferOutput<Events[Name]>;

/** What main must implement: one function a command, none missing. */
export type CommandHandlers = {
  [Name in CommandName]: (
    input: CommandInput<Name>,
  ) => Promise<Result<CommandOutput<Name>>> | Result<CommandOutput<Name>>;
};

/** A command without input is called without argument. */
type Arguments<Name extends CommandName> =
  CommandInput<Name> extends undefined ? [] : [input: CommandInput<Name>];

/** What a window has: every command answers a Result, every subscription returns its end. */
export type RendererApi = {
  [Name in CommandName]: (...args: Arguments<Name>) => Promise<Result<CommandOutput<Name>>>;
} & {
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): () => void;
};

export const commandNames = Object.keys(commands) as CommandName[];
export const eventNames = Object.keys(events) as EventName[];
