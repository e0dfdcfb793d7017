import * as v from 'valibot';

export type Schema = v.GenericSchema<unknown, unknown>;

/** One command: what it carries and what it answers. Everything else is derived from these two schemas. */
export type Command = { input: Schema; output: Schema };

export function command<I extends Schema, O extends Schema>(input: I, output: O): { input: I; output: O } {
  return { input, output };
}

/** The input or output of a command that carries none. */
export const nothing = v.undefined();
