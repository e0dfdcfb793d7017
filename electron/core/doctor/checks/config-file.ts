import { assertNever } from '../../../../shared/assert-never.ts';
import type { Finding } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';

export const configValid: Check = {
  name: 'config-valid',
  run({ snapshot }) {
    const { config } = snapshot.gateway;
    switch (config.is) {
      case 'looking':
        return [
          finding('config-valid', { state: 'could-not-tell', sentence: sentence('check.config.looking') }),
        ];
      case 'missing':
        return [
          finding('config-valid', {
            state: 'broken',
            sentence: sentence('check.config.missing', { path: config.path }),
            evidence: config.lookedAt,
            fixes: [{ is: 'place', label: sentence('fix.openConfig'), place: 'config' }],
          }),
        ];
      case 'broken':
        return [
          finding('config-valid', {
            state: 'broken',
            sentence: sentence('check.config.broken'),
            evidence: [`${config.failure.code}: ${config.failure.detail}`],
            place: config.failure.place ?? null,
            fixes: [{ is: 'place', label: sentence('fix.openConfig'), place: 'config' }],
          }),
        ];
      case 'loaded':
        return loaded(
          config.troubles,
          config.files.map((file) => file.path),
        );
      default:
        return assertNever(config);
    }
  },
};

function loaded(
  troubles: { code: string; detail: string; place?: Finding['place'] | undefined }[],
  files: string[],
) {
  if (troubles.length === 0) {
    return [
      finding('config-valid', { state: 'fine', sentence: sentence('check.config.fine'), evidence: files }),
    ];
  }
  return troubles.map((trouble, index) =>
    finding('config-valid', {
      about: String(index),
      state: 'look',
      sentence: sentence('check.config.trouble'),
      evidence: [`${trouble.code}: ${trouble.detail}`],
      place: trouble.place ?? null,
      fixes: [{ is: 'place', label: sentence('fix.openConfig'), place: 'config' }],
    }),
  );
}

const othersBits = 0o077;

/** The file may hold keys, and the agent's powers. */
export const configPermissions: Check = {
  name: 'config-permissions',
  run({ snapshot, extra }) {
    const { config } = snapshot.gateway;
    if (config.is !== 'loaded') return [];
    const open = config.files.filter(({ mode }) => mode !== null && (mode & othersBits) !== 0);
    const findings = open.map(({ path, mode }) =>
      finding('config-permissions', {
        about: path,
        state: 'look',
        sentence: sentence('check.permissions.open', { path }),
        evidence: [`${path}: ${(mode ?? 0).toString(8)}`, `chmod 600 '${path}'`],
      }),
    );
    if (extra.configOwned === false) {
      findings.push(
        finding('config-permissions', {
          about: 'owner',
          state: 'look',
          sentence: sentence('check.permissions.otherOwner', { path: config.path }),
        }),
      );
    }
    if (findings.length > 0) return findings;
    if (config.files.every((file) => file.mode === null)) return [];
    return [finding('config-permissions', { state: 'fine', sentence: sentence('check.permissions.fine') })];
  },
};

export const backups: Check = {
  name: 'backups',
  run({ snapshot, extra }) {
    if (extra.backups === null || snapshot.gateway.config.is !== 'loaded') return [];
    const count = extra.backups;
    return count > 0
      ? [finding('backups', { state: 'fine', sentence: sentence('check.backups.fine', { count }) })]
      : [finding('backups', { state: 'look', sentence: sentence('check.backups.none') })];
  },
};
