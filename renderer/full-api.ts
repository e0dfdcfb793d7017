import type * as v from 'valibot';
import type { appCommands } from '../shared/contract/app-commands.ts';
import type { configCommands } from '../shared/contract/config-commands.ts';
import type { insightCommands } from '../shared/contract/insight-commands.ts';
import type { serverCommands } from '../shared/contract/server-commands.ts';
import type { warmthCommands } from '../shared/contract/warmth-commands.ts';
import type { EventName, EventPayload } from '../shared/ipc-contract.ts';
import type { Result } from '../shared/result.ts';

/** The renderer's API with the warmth, config and insight commands that ipc-contract.ts does not list yet. */
type AllCommands = typeof appCommands &
  typeof serverCommands &
  typeof warmthCommands &
  typeof configCommands &
  typeof insightCommands;

export type FullCommandName = keyof AllCommands;
export type FullInput<Name extends FullCommandName> = v.InferOutput<AllCommands[Name]['input']>;
export type FullOutput<Name extends FullCommandName> = v.InferOutput<AllCommands[Name]['output']>;

type Arguments<Name extends FullCommandName> =
  FullInput<Name> extends undefined ? [] : [input: FullInput<Name>];

export type FullApi = {
  [Name in FullCommandName]: (...args: Arguments<Name>) => Promise<Result<FullOutput<Name>>>;
} & {
  on<Name extends EventName>(event: Name, listener: (payload: EventPayload<Name>) => void): () => void;
};
