import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installOpenclaw } from '../gateway/install-openclaw.ts';
import { cleanEnvironment, runOpenclaw } from '../gateway/run-openclaw.ts';
import { startSavingServices } from '../gateway/saving-services.ts';
import { commentsIn } from '../unit/core/gateway/json5-laws.ts';
import { median, ms, printTable, ratio } from './measure.ts';

/*
 * Two fallbacks change places in the same file: with `openclaw config set` (a whole process, as anybody runs it) and with
 * Pilotlight (in this process: planned, checked by the gateway's own schema, kept, written, flushed, read back).
 * Pilotlight waits for the command line's verdict as well before a save; it is started with the review and shown alone.
 */
const installed = await installOpenclaw();
const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-bench-'));
const main = path.join(folder, 'state/openclaw.json');
const source = await readFile(new URL('../fixtures/gateway/all-shapes.json5', import.meta.url), 'utf8');
await mkdir(path.dirname(main), { recursive: true });

async function fallbacksOf(text: string): Promise<string[]> {
  const { default: JSON5 } = await import('json5');
  return JSON5.parse(text).agents.defaults.model.fallbacks;
}

const [first = '', second = '', ...rest] = await fallbacksOf(source);
const swapped = [second, first, ...rest];
const comments = commentsIn(source).length;

async function byCommand(rounds: number) {
  const times: number[] = [];
  let kept = 0;
  for (let round = 0; round < rounds; round += 1) {
    await writeFile(main, source);
    const env = cleanEnvironment(path.join(folder, 'home'), {
      OPENCLAW_STATE_DIR: path.dirname(main),
      OPENCLAW_CONFIG_PATH: main,
    });
    const args = [
      'config',
      'set',
      'agents.defaults.model.fallbacks',
      JSON.stringify(swapped),
      '--strict-json',
    ];
    const outcome = await runOpenclaw(installed, args, env);
    if (outcome.code !== 0) throw new Error(outcome.stderr || outcome.stdout);
    times.push(outcome.ms);
    const after = await readFile(main, 'utf8');
    if (JSON.stringify(await fallbacksOf(after)) !== JSON.stringify(swapped)) throw new Error('not swapped');
    kept = commentsIn(after).length;
  }
  return { time: median(times), kept };
}

/** `withCommand`: also waits for the command line's verdict, which a person's reading time usually hides. */
async function byPilotlight(rounds: number, withCommand: boolean) {
  const services = await startSavingServices({ installed, folder, configPath: main });
  const cli = await services.gateway.cli();
  if (cli !== null && !withCommand)
    cli.validate = async () => ({ ok: true, value: { accepted: true, issues: [] } });
  const times: number[] = [];
  let kept = 0;
  // One round beforehand: fetching and compiling the schema happens once in the life of the app.
  for (let round = -1; round < rounds; round += 1) {
    await writeFile(main, source);
    await services.gateway.reader.reread();
    const startedAt = performance.now();
    const review = await services.config.editor.review([
      { edit: 'move-fallback', agentId: null, from: 0, to: 1, ref: first },
    ]);
    if (!review.ok) throw new Error(review.failure.detail);
    const saved = await services.config.editor.save(review.value.reviewId);
    const took = performance.now() - startedAt;
    if (!saved.ok || saved.value.is !== 'saved') throw new Error(JSON.stringify(saved));
    const after = await readFile(main, 'utf8');
    if (JSON.stringify(await fallbacksOf(after)) !== JSON.stringify(swapped)) throw new Error('not swapped');
    kept = commentsIn(after).length;
    if (round >= 0) times.push(took);
  }
  await services.stop();
  return { time: median(times), kept };
}

try {
  await writeFile(main, source);
  const command = await byCommand(3);
  const own = await byPilotlight(20, false);
  const judged = await byPilotlight(3, true);
  const row = (name: string, { time, kept }: { time: number; kept: number }) => [
    name,
    ms(time),
    ratio(time, command.time),
    `${kept} of ${comments}`,
  ];
  printTable(
    ['two fallbacks swapped with', 'time (median)', 'against the command', 'comments kept'],
    [
      row('`openclaw config set`, a whole process', command),
      row("Pilotlight, checked by the gateway's schema", own),
      row("Pilotlight, and by the gateway's command line", judged),
    ],
  );
  console.log(`\n${(command.time / own.time).toFixed(0)} times as fast.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
