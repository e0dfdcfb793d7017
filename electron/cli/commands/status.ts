import { parseArgs } from 'node:util';
import { openSession, type Session } from './session.ts';
import { statusJson, statusText } from './status-text.ts';

/** Bursts of changes are one picture. */
const calmMs = 250;
const toTop = '\x1b[H\x1b[2J';

export async function status(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
  });
  const session = await openSession({ looksOnly: true });
  const print = () => process.stdout.write(rendered(session, values));
  print();
  if (values.watch) await watch(session, print);
  await session.stop();
  return 0;
}

function rendered({ app, translator }: Session, { json, watch }: { json: boolean; watch: boolean }): string {
  const snapshot = app.state.snapshot();
  if (json) {
    const data = statusJson(snapshot, translator, Date.now());
    // One line each while watching, so that a script can read them as they come.
    return `${watch ? JSON.stringify(data) : JSON.stringify(data, null, 2)}\n`;
  }
  const text = statusText(snapshot, translator, Date.now());
  return watch && process.stdout.isTTY ? toTop + text : text;
}

/** Until it is interrupted, or nobody reads any more. */
function watch({ app }: Session, print: () => void): Promise<void> {
  app.setVisible(true);
  return new Promise((resolve) => {
    let planned: NodeJS.Timeout | null = null;
    let last = '';
    const stopListening = app.state.onChange(() => {
      planned ??= setTimeout(() => {
        planned = null;
        const { revision: _revision, ...rest } = app.state.snapshot();
        const now = JSON.stringify([rest.servers, rest.gateway]);
        if (now !== last) print();
        last = now;
      }, calmMs);
    });
    const finish = () => {
      stopListening();
      if (planned !== null) clearTimeout(planned);
      resolve();
    };
    process.once('SIGINT', finish);
    process.once('SIGTERM', finish);
    process.stdout.once('error', finish);
  });
}
