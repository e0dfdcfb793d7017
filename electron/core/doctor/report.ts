import { type CheckReport, type CheckState, type Finding, worstState } from '../../../shared/findings.ts';
import type { MessageKey } from '../../../shared/messages/index.ts';
import { englishTranslator, type Translator } from '../../../shared/messages/index.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { withoutSecrets } from '../servers/server-client.ts';
import type { CheckName } from './check.ts';
import { checks } from './checks.ts';
import type { Facts } from './facts.ts';
import { createHostMask } from './host-mask.ts';

/** Runs every check over the facts. Pure: the same facts give the same report. */
export function reportOf(facts: Facts): CheckReport {
  const ran = checks.map((check) => ({
    check: check.name,
    findings: check.run(facts).map(withoutSecretsIn),
  }));
  return {
    at: facts.now,
    findings: ran.flatMap((each) => each.findings),
    checks: ran
      .filter((each) => each.findings.length > 0)
      .map(({ check, findings }) => ({ check, state: worstState(findings.map((each) => each.state)) })),
  };
}

/** A server may say anything in an error, so everything quoted goes through here. */
function withoutSecretsIn(finding: Finding): Finding {
  return { ...finding, evidence: finding.evidence.map(withoutSecrets) };
}

export function worstOf(report: CheckReport): CheckState {
  return worstState(report.checks.map((each) => each.state));
}

const marks: Record<CheckState, string> = {
  fine: 'ok  ',
  look: 'look',
  broken: 'FAIL',
  'could-not-tell': '?   ',
};

export type ReportTextOptions = { maskHosts: boolean; homeFolder?: string; translator?: Translator };

/** Text that is safe to paste into an issue: no key, on request no host name or address, and never a user's name. */
export function reportText(report: CheckReport, snapshot: Snapshot, options: ReportTextOptions): string {
  const { say, t } = options.translator ?? englishTranslator;
  const mask = createHostMask(snapshot, options);
  const { version, platform, host } = snapshot.app;
  const gateway = snapshot.gateway.cli;
  const lines = [
    `Pilotlight ${version} (${host}, ${platform})`,
    `OpenClaw ${gateway.is === 'found' ? gateway.version : 'not found'}`,
    `Checked ${new Date(report.at).toISOString()}`,
    '',
  ];
  for (const { check, state } of report.checks) {
    lines.push(`${marks[state]} ${t(titleKey(check as CheckName))}`);
    const findings = report.findings.filter((each) => each.check === check);
    for (const each of findings) {
      lines.push(`     ${marks[each.state].trim()}: ${say(each.sentence)}`);
      if (each.state === 'fine') continue;
      const { place } = each;
      if (place !== null) lines.push(`       at ${place.file}:${place.line}:${place.column}`);
      for (const line of each.evidence) lines.push(`       ${line}`);
    }
  }
  return `${mask(withoutSecretLines(lines))}\n`;
}

function titleKey(check: CheckName): MessageKey & `check.title.${CheckName}` {
  return `check.title.${check}`;
}

function withoutSecretLines(lines: string[]): string {
  return lines.map(withoutSecrets).join('\n');
}
