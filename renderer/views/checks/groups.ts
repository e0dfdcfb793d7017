import type { CheckReport, CheckState, Finding, Sentence } from '../../../shared/findings.ts';
import { sentence } from '../../../shared/messages/sentence.ts';

export type Group = { state: CheckState; findings: Finding[] };

/** Worst first; what is fine comes last. */
const order = ['broken', 'look', 'could-not-tell', 'fine'] as const satisfies readonly CheckState[];

export function groupsOf(report: CheckReport): Group[] {
  return order
    .map((state) => ({ state, findings: report.findings.filter((each) => each.state === state) }))
    .filter((group) => group.findings.length > 0);
}

/** One or two sentences for the whole report. */
export function summaryOf(report: CheckReport): Sentence[] {
  const count = (state: CheckState) => report.findings.filter((each) => each.state === state).length;
  const broken = count('broken');
  const look = count('look');
  const said: Sentence[] = [];
  if (broken > 0) said.push(sentence('checksView.summary.broken', { count: broken }));
  if (look > 0) said.push(sentence('checksView.summary.look', { count: look }));
  return said.length === 0 ? [sentence('checksView.summary.fine')] : said;
}
