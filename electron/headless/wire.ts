import * as v from 'valibot';

/** The messages of the headless WebSocket; the commands inside are the contract's own. */
export const ClientMessage = v.object({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  command: v.pipe(v.string(), v.maxLength(100)),
  input: v.optional(v.unknown()),
});
export type ClientMessage = v.InferOutput<typeof ClientMessage>;

export type ServerMessage = { id: number; result: unknown } | { event: string; payload: unknown };

/** Large enough for a whole config file as text (16 MB), small enough to be bounded. */
export const largestMessageBytes = 20 * 1024 * 1024;
/** Answers not yet taken by a slow or stalled page, before it is cut off. */
export const largestBacklogBytes = 64 * 1024 * 1024;
