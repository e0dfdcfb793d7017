/**
 * What the gateway does, measured on release 2026.9.6 against simulated servers behind `openai-completions`
 * (provider `timeoutSeconds: 10`, one agent turn, start-up of the command included). Everything that predicts or
 * warns reads its numbers here.
 */

/** A first message of an agent: system prompt, tools, bootstrap files. Longer sessions send more. */
export const usualPromptTokens = 18_000;
/** Under this the gateway leaves no room for an answer beside its prompt: it asks the server for a single token. */
export const noRoomBelowTokens = 16_000;
/** Below this the gateway refuses the model and takes the next link. */
export const blockedBelowTokens = 4_000;
/** Below this, or below a fifth of the model's native window, the gateway writes a warning into its log. */
export const warnedBelowTokens = 8_000;
export const warnedBelowShare = 0.2;
/** What it plans with when neither the config nor the server tells a context. */
export const assumedContextTokens = 200_000;
/** Without a loaded instance the gateway takes at most this of an LM Studio model it discovers. */
export const lmStudioDiscoveryTokens = 64_000;
export const ollamaDiscoveryTokens = 32_768;

/**
 * From here on Ollama heeds `truncate: false` and `shift: false`, which the gateway sends with every message over the
 * native API: what is too long is refused instead of cut (docs/providers/ollama/advanced.md of the release).
 */
export const ollamaRefusesFrom = '0.33.3';

/** How often the gateway's heartbeat comes where the config does not say. */
export const usualHeartbeat = '30m';

/** Seconds until the next link is asked, or the turn ends, after what the first link does. */
export const costSeconds = {
  /** Connection refused: eight tries with growing pauses. */
  stopped: 85,
  serverError: 94,
  rateLimited: 132,
  notFound: 8,
  keyRefused: 8,
  /** The turn fails; no other link is asked. */
  contextOverflow: 7,
  /** The configured context is under the gateway's floor: refused before anything is sent. */
  blocked: 8,
} as const;

/** A request that never comes back is tried this often, each for the provider's timeout; then the turn fails. */
export const hungTries = 5;
export const hungPausesSeconds = 21;

/** How long a model may stay silent when the provider has no `timeoutSeconds`. */
export const silenceSeconds = { selfHosted: 300, hosted: 120 } as const;
