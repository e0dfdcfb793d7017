import { parseArgs } from 'node:util';
import type { CheckState } from '../../../shared/findings.ts';
import { createHostMask, maskTexts } from '../../core/doctor/host-mask.ts';
import { reportText, worstOf } from '../../core/doctor/report.ts';
import { openSession, until } from './session.ts';

const codes: Record<CheckState, number> = { fine: 0, 'could-not-tell': 0, look: 1, broken: 2 };

export async function doctor(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, 'mask-hosts': { type: 'boolean', default: false } },
  });
  const { app, translator, stop } = await openSession({ looksOnly: true });
  await until(app, ({ gateway }) => gateway.cli.is !== 'looking');
  const ran = await app.doctor.run();
  if (!ran.ok) throw new Error(ran.failure.detail);
  const report = ran.value;
  const snapshot = app.state.snapshot();
  const options = { maskHosts: values['mask-hosts'], homeFolder: app.ports.processes.homeFolder };
  if (values.json) {
    const findings = report.findings.map((each) => ({ ...each, says: translator.say(each.sentence) }));
    const data = maskTexts(
      { ...report, worst: worstOf(report), findings },
      createHostMask(snapshot, options),
    );
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  } else {
    process.stdout.write(reportText(report, snapshot, { ...options, translator }));
  }
  await stop();
  return codes[worstOf(report)];
}
