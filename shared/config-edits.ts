import * as v from 'valibot';

/**
 * The named edits of the gateway's config. Each one says what a person wants in one sentence; how it becomes
 * a change of text is electron/core/gateway/edits/plan-edit.ts, and what takes it back is inverse-edit.ts beside it.
 * Several make one change set.
 */

const agent = { agentId: v.nullable(v.string()) };
const model = { providerId: v.string(), modelId: v.string() };
const ref = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

const tokens = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000_000));
const timeout = v.pipe(v.number(), v.minValue(1), v.maxValue(86_400));

export const presetNames = ['hosted-first', 'local-first', 'local-only'] as const;

export const NamedEdit = v.variant('edit', [
  /** `agentId: null` is agents.defaults. */
  v.object({ edit: v.literal('set-primary'), ...agent, ref }),
  v.object({ edit: v.literal('add-fallback'), ...agent, ref, index: v.nullable(v.number()) }),
  v.object({ edit: v.literal('remove-fallback'), ...agent, index: v.number(), ref }),
  v.object({ edit: v.literal('move-fallback'), ...agent, from: v.number(), to: v.number(), ref }),
  /** Another ref in the place of a fallback, whose comments stay. */
  v.object({ edit: v.literal('replace-ref'), ...agent, index: v.number(), ref, to: ref }),
  /** The whole chain in a new order, primary first: what dragging produces. Refs must be the same set. */
  v.object({ edit: v.literal('reorder-chain'), ...agent, refs: v.array(ref) }),
  v.object({ edit: v.literal('use-object-form'), ...agent }),
  /** For an agent that inherits: writes a chain of its own. */
  v.object({
    edit: v.literal('give-own-chain'),
    ...agent,
    primary: v.nullable(ref),
    fallbacks: v.nullable(v.array(ref)),
  }),
  v.object({ edit: v.literal('inherit-chain'), ...agent }),
  v.object({
    edit: v.literal('set-alias'),
    ref,
    alias: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  }),
  v.object({
    edit: v.literal('set-model-number'),
    ...model,
    field: v.picklist(['contextWindow', 'contextTokens', 'maxTokens', 'params.num_ctx']),
    value: v.nullable(tokens),
  }),
  v.object({ edit: v.literal('set-model-name'), ...model, name: v.string() }),
  v.object({
    edit: v.literal('set-provider-text'),
    providerId: v.string(),
    field: v.picklist(['baseUrl', 'api']),
    value: v.nullable(v.string()),
  }),
  v.object({
    edit: v.literal('set-timeout'),
    providerId: v.string(),
    seconds: v.nullable(timeout),
  }),
  v.object({ edit: v.literal('set-preload'), providerId: v.string(), preload: v.nullable(v.boolean()) }),
  v.object({
    edit: v.literal('add-provider'),
    providerId: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
    baseUrl: v.string(),
    api: v.nullable(v.string()),
    /** `variable` writes ${NAME}; `marker` writes a word that is not a secret, such as "lmstudio". */
    key: v.variant('is', [
      v.object({ is: v.literal('none') }),
      v.object({ is: v.literal('variable'), name: v.pipe(v.string(), v.regex(/^[A-Z_][A-Z0-9_]*$/)) }),
      v.object({ is: v.literal('marker'), text: v.string() }),
    ]),
    models: v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        contextWindow: v.nullable(tokens),
        contextTokens: v.optional(v.nullable(tokens)),
        maxTokens: v.nullable(tokens),
        input: v.array(v.picklist(['text', 'image'])),
        reasoning: v.nullable(v.boolean()),
      }),
    ),
    timeoutSeconds: v.nullable(timeout),
  }),
  v.object({ edit: v.literal('remove-provider'), providerId: v.string() }),
  v.object({
    edit: v.literal('add-model'),
    providerId: v.string(),
    id: v.string(),
    name: v.string(),
    contextWindow: v.nullable(tokens),
    contextTokens: v.optional(v.nullable(tokens)),
    maxTokens: v.nullable(tokens),
    input: v.array(v.picklist(['text', 'image'])),
    reasoning: v.nullable(v.boolean()),
  }),
  v.object({ edit: v.literal('remove-model'), ...model }),
  v.object({ edit: v.literal('set-models-mode'), mode: v.picklist(['merge', 'replace']) }),
  v.object({ edit: v.literal('set-gateway-mode'), mode: v.literal('local') }),
  v.object({ edit: v.literal('set-compaction'), enabled: v.boolean() }),
  /** The reference only: Pilotlight never writes a secret into the config. */
  v.object({
    edit: v.literal('set-key-variable'),
    providerId: v.string(),
    /** `${NAME}`, or an object that names the variable's source; left out: as it is written now, or `${NAME}`. */
    form: v.optional(v.picklist(['template', 'secret-ref'])),
    name: v.nullable(v.pipe(v.string(), v.regex(/^[A-Z_][A-Z0-9_]*$/))),
  }),
  v.object({ edit: v.literal('apply-preset'), ...agent, preset: v.picklist(presetNames) }),
  /** The whole text of one file, from the editor or from history, with secret placeholders. */
  v.object({ edit: v.literal('replace-text'), file: v.string(), text: v.string() }),
]);
export type NamedEdit = v.InferOutput<typeof NamedEdit>;
export type EditName = NamedEdit['edit'];
