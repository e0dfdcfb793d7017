import * as v from 'valibot';
import { NamedEdit } from './config-edits.ts';

/** What the checks found: a state, one sentence, the evidence, and a fix that can be clicked. */

export const CheckState = v.picklist(['fine', 'look', 'broken', 'could-not-tell']);
export type CheckState = v.InferOutput<typeof CheckState>;

/** A sentence as a key of shared/messages with its values, so that it can be shown in any language. */
export const Sentence = v.object({
  key: v.string(),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});
export type Sentence = v.InferOutput<typeof Sentence>;

export const Fix = v.variant('is', [
  v.object({ is: v.literal('edits'), label: Sentence, edits: v.array(NamedEdit) }),
  v.object({
    is: v.literal('server-action'),
    label: Sentence,
    verb: v.picklist(['load', 'unload', 'reload']),
    serverId: v.string(),
    modelId: v.string(),
    instanceId: v.nullable(v.string()),
    contextLength: v.nullable(v.number()),
  }),
  v.object({ is: v.literal('probe'), label: Sentence, serverId: v.string(), modelId: v.string() }),
  v.object({ is: v.literal('place'), label: Sentence, place: v.string() }),
  v.object({ is: v.literal('keep-warm'), label: Sentence, serverId: v.string(), modelId: v.string() }),
  /** Watches this file as the gateway's config from now on, as if it had been chosen in the settings. */
  v.object({ is: v.literal('use-config'), label: Sentence, path: v.string() }),
  /** From pinned to kept. */
  v.object({ is: v.literal('unpin'), label: Sentence, serverId: v.string(), modelId: v.string() }),
]);
export type Fix = v.InferOutput<typeof Fix>;

export const Finding = v.object({
  /** Stable: check plus what it is about. */
  id: v.string(),
  check: v.string(),
  state: CheckState,
  sentence: Sentence,
  /** What was asked and what came back; the line of the file. Free of secrets. */
  evidence: v.array(v.string()),
  place: v.nullable(v.object({ file: v.string(), line: v.number(), column: v.number() })),
  fixes: v.array(Fix),
});
export type Finding = v.InferOutput<typeof Finding>;

export const CheckReport = v.object({
  at: v.number(),
  findings: v.array(Finding),
  /** Checks that ran, with the worst state of each. */
  checks: v.array(v.object({ check: v.string(), state: CheckState })),
});
export type CheckReport = v.InferOutput<typeof CheckReport>;

const badness: Record<CheckState, number> = { fine: 0, 'could-not-tell': 1, look: 2, broken: 3 };

export function worstState(states: readonly CheckState[]): CheckState {
  return states.reduce<CheckState>(
    (worst, state) => (badness[state] > badness[worst] ? state : worst),
    'fine',
  );
}
