import type { FailureCode } from '../failures.ts';
import type { PlainKey } from './types.ts';

/** The one button a failure offers, where there is something to press. Where it leads is up to the view. */
export type FailureAction =
  | 'retry'
  | 'set-key'
  | 'open-config'
  | 'open-settings'
  | 'open-checks'
  | 'open-models';

export const failureActionLabels: Record<FailureAction, PlainKey> = {
  retry: 'failureAction.retry',
  'set-key': 'failureAction.setKey',
  'open-config': 'failureAction.openConfig',
  'open-settings': 'failureAction.openSettings',
  'open-checks': 'failureAction.openChecks',
  'open-models': 'failureAction.openModels',
};

export const failureActions: Record<FailureCode, FailureAction | null> = {
  'connection-refused': 'retry',
  'no-connection': 'retry',
  'timed-out': 'retry',
  'name-not-found': 'retry',
  'tls-failed': 'retry',
  'connection-lost': 'retry',
  'address-not-allowed': null,
  'redirect-refused': null,
  unauthorised: 'set-key',
  forbidden: 'set-key',
  'not-found': 'open-checks',
  'rate-limited': 'retry',
  'server-error': 'retry',
  'server-loading': 'retry',
  'bad-answer': 'open-checks',
  'answer-too-large': null,
  'wrong-kind-of-server': 'open-checks',
  'not-supported': null,
  'model-not-found': 'open-models',
  'model-busy': null,
  'out-of-memory': 'open-models',
  'load-failed': 'retry',
  'load-not-confirmed': 'retry',
  'load-goes-on': null,
  'already-in-progress': null,
  cancelled: null,
  'may-cost-money': null,
  'untrusted-sender': null,
  'invalid-input': null,
  'unknown-server': 'open-models',
  'unknown-model': 'open-models',
  internal: 'retry',
  'connection-closed': null,
  'config-missing': 'open-settings',
  'config-unreadable': 'open-checks',
  'config-not-a-file': 'open-settings',
  'config-is-symlink': null,
  'config-read-only': null,
  'config-not-utf8': null,
  'config-syntax': 'open-config',
  'config-too-large': 'open-settings',
  'config-shape': 'open-config',
  'config-include-refused': 'open-config',
  'config-changed-meanwhile': null,
  'config-check-failed': null,
  'config-guard': 'open-config',
  'config-write-failed': 'retry',
  'edit-not-possible': 'open-config',
  'backup-failed': 'retry',
  'undo-not-possible': null,
  'cli-missing': 'open-settings',
  'cli-failed': 'retry',
  'gateway-unreachable': 'open-checks',
  'settings-write-failed': 'retry',
  'history-unavailable': 'retry',
  'key-store-unavailable': 'retry',
  'desktop-only': null,
  'update-failed': 'retry',
  'demo-failed': 'retry',
};
