import { parseArgs } from 'node:util';
import { dataFolder } from '../../adapters/data-folder.ts';
import { holderOf } from '../../adapters/folder-lock.ts';
import { createProcesses } from '../../adapters/system-processes.ts';
import { askForLink } from '../../headless/link-door.ts';
import { portFrom } from '../../headless/port.ts';
import { exitCodes } from '../../outcome.ts';

/** Another link to the headless host that runs on this data folder: for a second browser, or one that forgot. */
export async function url(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { port: { type: 'string' } } });
  const shownPort = values.port === undefined ? null : portFrom(values.port);
  const { homeFolder } = createProcesses(process.env);
  const holder = holderOf(dataFolder(process.env, process.platform, homeFolder));
  const link = holder?.door == null ? null : await askForLink(holder.door);
  if (link === null) {
    process.stderr.write('No headless host runs on this data folder. Start one: pilotlight serve\n');
    return exitCodes.look;
  }
  const shown = new URL(link);
  if (shownPort !== null) shown.port = String(shownPort);
  process.stdout.write(`${shown.href}\n`);
  return exitCodes.fine;
}
