import type { CheckState, Finding, Fix, Sentence } from '../../../shared/findings.ts';
import type { Facts } from './facts.ts';

/** One question about the setup. No finding: the question does not arise here. */
export type Check = {
  name: CheckName;
  run(facts: Facts): Finding[];
};

/** In the order shown. */
export const checkNames = [
  'who-answers',
  'gateway-running',
  'gateway-mode',
  'config-valid',
  'config-permissions',
  'backups',
  'cli',
  'server-reachable',
  'base-url',
  'localhost',
  'key',
  'provider-known',
  'model-listed',
  'model-loaded',
  'pins',
  'second-copies',
  'context',
  'timeout',
  'responses-api',
  'reasoning',
  'fallback-chain',
  'models-mode',
  'hosted-configured',
  'region',
  'proxy-fallbacks',
  'model-size',
  'compaction',
  'narrow-agents',
] as const;
export type CheckName = (typeof checkNames)[number];

export type FindingParts = {
  /** What it is about, so that the id stays the same from run to run; empty: the setup as a whole. */
  about?: string;
  state: CheckState;
  sentence: Sentence;
  evidence?: string[];
  place?: Finding['place'];
  fixes?: Fix[];
};

export function finding(check: CheckName, parts: FindingParts): Finding {
  return {
    id: parts.about === undefined ? check : `${check}:${parts.about}`,
    check,
    state: parts.state,
    sentence: parts.sentence,
    evidence: parts.evidence ?? [],
    place: parts.place ?? null,
    fixes: parts.fixes ?? [],
  };
}
