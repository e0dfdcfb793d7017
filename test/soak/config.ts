import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import JSON5 from 'json5';
import { diskFiles } from '../../electron/adapters/disk-files.ts';
import { startConfigWorld } from '../fakes/config-world.ts';
import { seeded } from '../fakes/simulated-app.ts';
import { openKillRoom } from '../integration/gateway/killed-saves.ts';
import {
  editKeepsEverythingElse,
  inverseRestores,
  undoRestoresBytes,
} from '../unit/core/gateway/edits/edit-laws.ts';
import { anyConfig, wish } from '../unit/core/gateway/edits/random-configs.ts';

/*
 * The write side of the config at volume: node test/soak/config.ts [seconds] [seed]
 * A quarter of the time goes to each: named edits on random configs, a save killed before every single call and at
 * random moments, and a writer in another process who keeps to no pause of ours.
 */

const self = fileURLToPath(import.meta.url);

const wishes = fc.array(wish, { minLength: 1, maxLength: 4 });

async function lawsFor(ms: number, seed: number): Promise<string> {
  const laws = [
    fc.asyncProperty(anyConfig, wishes, async (text, [each]) => {
      if (each !== undefined) await editKeepsEverythingElse(text, each);
    }),
    fc.asyncProperty(anyConfig, wishes, async (text, [each]) => {
      if (each !== undefined) await inverseRestores(text, each);
    }),
    fc.asyncProperty(anyConfig, wishes, async (text, all) => {
      await undoRestoresBytes(text, all);
    }),
  ];
  const end = performance.now() + ms;
  let inputs = 0;
  for (let round = 0; performance.now() < end; round += 1) {
    for (const law of laws) {
      await fc.assert(law, { seed: (seed + round * 7_919) | 0, numRuns: 200 });
      inputs += 200;
    }
  }
  return `named edits: ${inputs} random configs`;
}

async function killsFor(ms: number, random: () => number): Promise<string> {
  const room = await openKillRoom();
  const end = performance.now() + ms;
  try {
    const calls = await room.killAtCall(0);
    let kills = 0;
    for (let n = 1; performance.now() < end; n = (n % calls) + 1) {
      await room.killAtCall(n);
      await room.checkEverything();
      await room.killAfter(Math.floor(random() * 150));
      await room.checkEverything();
      kills += 2;
    }
    return `kills: ${kills} (a save makes ${calls} calls to the file system), files and versions whole after each`;
  } finally {
    await room.remove();
  }
}

const shared = `// shared by two
{
  gateway: { mode: "local" },
  agents: { defaults: { model: { primary: "p/0", fallbacks: ["p/1"] } } },
  env: { vars: { O0: "0" } }, // theirs
}
`;

/**
 * Between the last look and the rename that replaces the file lie microseconds that nothing can close: of a writer who
 * heeds no pause, so small a share may be gone. More would be a look that is too old.
 */
const mostGoneShare = 0.02;

/** Another process changes its part of the file, and says each change it made; how many of them are gone? */
async function otherProcessFor(ms: number, how: 'in-place' | 'rename', seed: number): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pilotlight-soak-'));
  const main = path.join(folder, 'openclaw.json');
  fs.writeFileSync(main, shared);
  const other = fork(self, ['writer', main, how, String(seed)], { silent: false });
  let theirs = 0;
  other.on('message', (count: number) => {
    theirs = count;
  });
  const world = await startConfigWorld({
    files: diskFiles,
    main,
    versionsFolder: path.join(folder, 'versions'),
  });
  await once(other, 'message');
  const end = performance.now() + ms;
  let saves = 0;
  let again = 0;
  let refused = 0;
  let lostOfTheirs = 0;
  while (performance.now() < end) {
    const known = theirs;
    const reviewed = await world.run(
      world.editor.review([{ edit: 'set-primary', agentId: null, ref: `p/${saves + 2}` }]),
    );
    const outcome = reviewed.ok ? await world.save(reviewed.value.reviewId) : reviewed;
    if (!outcome.ok) refused += 1;
    else if (outcome.value.is === 'saved') saves += 1;
    else again += 1;
    const seen = theirCount(main);
    if (seen !== null && seen < known) lostOfTheirs += known - seen;
  }
  other.kill();
  world.reader.stop();
  await rm(folder, { recursive: true, force: true });
  if (saves === 0) throw new Error(`Beside a process writing ${how}, no save of ours came through.`);
  if (lostOfTheirs > 1 + theirs * mostGoneShare)
    throw new Error(`Beside our saves, ${lostOfTheirs} of ${theirs} changes written ${how} are gone.`);
  return `another process writing ${how}: ${theirs} changes of theirs, ${saves} saves of ours, ${again} times asked again, ${refused} refused while half-written, ${lostOfTheirs} of theirs gone (the window between the last look and the rename)`;
}

function theirCount(main: string): number | null {
  try {
    return Number(JSON5.parse(fs.readFileSync(main, 'utf8')).env.vars.O0);
  } catch {
    return null;
  }
}

/** Reads, adds one, writes; a pause of a few milliseconds; never a step back by itself. */
function writer(main: string, how: string, random: () => number): void {
  let count = 0;
  const turn = () => {
    const text = fs.readFileSync(main, 'utf8');
    if (text.includes('O0:')) {
      count += 1;
      const next = text.replace(/O0: "\d+"/, `O0: "${count}"`);
      if (how === 'rename') {
        fs.writeFileSync(`${main}.other`, next);
        fs.renameSync(`${main}.other`, main);
      } else fs.writeFileSync(main, next);
      process.send?.(count);
    }
    setTimeout(turn, 1 + random() * 60);
  };
  turn();
}

if (process.argv[2] === 'writer') {
  writer(process.argv[3] ?? '', process.argv[4] ?? '', seeded(Number(process.argv[5])));
} else {
  const seconds = Number(process.argv[2] ?? 90);
  const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31) | 0;
  console.log(`config soak: ${seconds} s, seed ${seed}`);
  const part = (seconds * 1_000) / 4;
  console.log(await lawsFor(part, seed));
  console.log(await killsFor(part, seeded(seed)));
  console.log(await otherProcessFor(part, 'in-place', seed));
  console.log(await otherProcessFor(part, 'rename', seed));
  console.log(`config soak: no failure, seed ${seed}`);
}
