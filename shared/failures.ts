import * as v from 'valibot';

/**
 * Every way something can go wrong that a person may be told about. The list is closed: the renderer maps each
 * code to a title, an advice and an action (shared/messages), and a new code without text does not compile.
 */
export const failureCodes = [
  // reaching a server
  'connection-refused',
  /** Nobody took the connection in time, or there is no way there: the machine is off, asleep or elsewhere. */
  'no-connection',
  /** Connected, and no answer came. */
  'timed-out',
  'name-not-found',
  'tls-failed',
  'connection-lost',
  'address-not-allowed',
  'redirect-refused',
  // what a server answered
  'unauthorised',
  'forbidden',
  'not-found',
  'rate-limited',
  'server-error',
  'server-loading',
  'bad-answer',
  'answer-too-large',
  'wrong-kind-of-server',
  // acting on models
  'not-supported',
  'model-not-found',
  'model-busy',
  'out-of-memory',
  'load-failed',
  'load-not-confirmed',
  /** Cancelled, and the server cannot be stopped. */
  'load-goes-on',
  'already-in-progress',
  'cancelled',
  'may-cost-money',
  // our own doors
  'untrusted-sender',
  'invalid-input',
  'unknown-server',
  'unknown-model',
  'internal',
  'connection-closed',
  // the gateway's config
  'config-missing',
  'config-unreadable',
  'config-not-a-file',
  'config-is-symlink',
  'config-read-only',
  'config-not-utf8',
  'config-syntax',
  'config-too-large',
  'config-shape',
  'config-include-refused',
  'config-changed-meanwhile',
  'config-check-failed',
  'config-guard',
  'config-write-failed',
  'edit-not-possible',
  'backup-failed',
  'undo-not-possible',
  'cli-missing',
  'cli-failed',
  'gateway-unreachable',
  // our own files
  'settings-write-failed',
  'history-unavailable',
  'key-store-unavailable',
  // the desktop
  'desktop-only',
  'update-failed',
  'demo-failed',
] as const;

export type FailureCode = (typeof failureCodes)[number];

export const Failure = v.object({
  code: v.picklist(failureCodes),
  /** One plain English sentence for the log and the disclosure; never a secret, never the whole body. */
  detail: v.string(),
  /** Values the translated text of the code may use: names, numbers, a status. */
  facts: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
  /** Where in a file, when the failure has a place. */
  place: v.optional(v.object({ file: v.string(), line: v.number(), column: v.number() })),
});
export type Failure = v.InferOutput<typeof Failure>;

export function failure(code: FailureCode, detail: string, facts?: Failure['facts']): Failure {
  return facts === undefined ? { code, detail } : { code, detail, facts };
}
