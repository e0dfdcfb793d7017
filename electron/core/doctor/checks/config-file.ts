import { assertNever } from '../../../../shared/assert-never.ts';
import type { ConfigIssue } from '../../../../shared/contract/config-commands.ts';
import type { Failure } from '../../../../shared/failures.ts';
import type { Finding, Fix, Sentence } from '../../../../shared/findings.ts';
import type { ConfigState } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { findProviderModel } from '../../../../shared/refs.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, serverOf } from '../facts.ts';

const openConfig: Fix = { is: 'place', label: sentence('fix.openConfig'), place: 'config' };

export const configValid: Check = {
  name: 'config-valid',
  run(facts) {
    const { config } = facts.snapshot.gateway;
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
            fixes: [openConfig],
          }),
        ];
      case 'broken':
        return [
          finding('config-valid', {
            state: 'broken',
            sentence: sentence('check.config.broken'),
            evidence: [`${config.failure.code}: ${config.failure.detail}`],
            place: config.failure.place ?? null,
            fixes: [openConfig],
          }),
        ];
      case 'loaded':
        return loaded(facts, config);
      default:
        return assertNever(config);
    }
  },
};

function loaded(facts: Facts, { files, troubles }: Extract<ConfigState, { is: 'loaded' }>): Finding[] {
  const { verdict } = facts.extra;
  const wrong = [
    ...troubles.map(troubleFinding),
    ...(verdict?.issues ?? []).map((issue, index, all) =>
      issueFinding(facts, issue, all.slice(0, index).filter(({ path }) => path === issue.path).length),
    ),
  ];
  const unchecked = whatWasNotChecked(facts);
  if (unchecked !== null) {
    const parts = { state: 'could-not-tell', sentence: unchecked } as const;
    return [...wrong, finding('config-valid', { about: 'unchecked', ...parts })];
  }
  if (wrong.length > 0) return wrong;
  const evidence = ['openclaw config validate', ...files.map((file) => file.path)];
  return [finding('config-valid', { state: 'fine', sentence: sentence('check.config.accepted'), evidence })];
}

function troubleFinding(trouble: Failure, index: number): Finding {
  return finding('config-valid', {
    about: String(index),
    state: 'look',
    sentence: sentence('check.config.trouble'),
    evidence: [`${trouble.code}: ${trouble.detail}`],
    place: trouble.place ?? null,
    fixes: [openConfig],
  });
}

/** `earlier`: how many were told at the same path already. */
function issueFinding(facts: Facts, issue: ConfigIssue, earlier: number): Finding {
  const { level, path, sentence: said, place } = issue;
  const where = path === '' ? 'root' : path;
  return finding('config-valid', {
    about: earlier === 0 ? where : `${where}:${earlier}`,
    state: level === 'error' ? 'broken' : 'look',
    sentence: said,
    evidence: path === '' ? [] : [path],
    place,
    fixes: [...nameFixes(facts, said), openConfig],
  });
}

/** A model without a name is refused; the LM Studio page's own example is one. */
function nameFixes(facts: Facts, said: Sentence): Fix[] {
  if (said.key !== 'rule.modelName') return [];
  return (facts.picture?.providers ?? []).flatMap((provider) =>
    (provider.models ?? [])
      .filter(({ id }) => `${provider.id}/${id}` === said.values.model)
      .map(({ id: modelId }): Fix => {
        const server = serverOf(facts, provider.id);
        const name = (server === null ? null : findProviderModel(server, provider, modelId)?.name) ?? modelId;
        return {
          is: 'edits',
          label: sentence('fix.modelName', { name }),
          edits: [{ edit: 'set-model-name', providerId: provider.id, modelId, name }],
        };
      }),
  );
}

function whatWasNotChecked({ snapshot, extra: { verdict } }: Facts): Sentence | null {
  if (verdict?.cli === 'done') return null;
  if (verdict?.schema === 'done') return sentence('check.config.onlySchema');
  const isMissing = snapshot.gateway.cli.is === 'missing';
  return sentence(isMissing ? 'check.config.onlyRead' : 'check.config.couldNotRun');
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
    // A save without a copy is refused, so that there is none only means that nothing was saved.
    const said = count > 0 ? sentence('check.backups.fine', { count }) : sentence('check.backups.none');
    return [finding('backups', { state: 'fine', sentence: said })];
  },
};
