import { parseArgs } from 'node:util';
import type { Translator } from '../../../shared/messages/index.ts';
import { findByRef, findModel } from '../../../shared/refs.ts';
import type { Model, ServerWithModels } from '../../../shared/servers.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { openSession } from './session.ts';

export async function reload(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { context: { type: 'string' }, 'even-if-busy': { type: 'boolean', default: false } },
  });
  const [wanted] = positionals;
  if (wanted === undefined || positionals.length > 1)
    return usage('Name one model, as in the config or as the server lists it.');
  const contextLength = values.context === undefined ? null : Number(values.context);
  if (contextLength !== null && !(Number.isInteger(contextLength) && contextLength >= 256)) {
    return usage('--context takes a whole number of tokens.');
  }

  const { app, translator, stop } = await openSession({ looksOnly: true });
  const found = findWanted(app.state.snapshot(), wanted);
  if (found === null) {
    process.stderr.write(`${whyNotFound(app.state.snapshot(), wanted, translator)}\n`);
    await stop();
    return 1;
  }
  const { server, model } = found;
  const progress = createProgress(`${model.id} on ${server.name}`);
  const stopListening = app.state.onChange(() => {
    const action = app.state.server(server.id)?.actions.find((each) => each.modelId === model.id);
    if (action !== undefined) progress.show(action.stage, action.progress);
  });
  const interrupt = () => {
    for (const action of app.state.server(server.id)?.actions ?? []) app.actions.cancel(server.id, action.id);
  };
  process.once('SIGINT', interrupt);
  const result = await app.actions.reload({
    serverId: server.id,
    modelId: model.id,
    contextLength,
    instanceId: null,
    evenIfBusy: values['even-if-busy'],
    by: 'person',
  });
  stopListening();
  if (result.ok) {
    const { tookMs, contextAllocated } = result.value;
    const took = translator.format.duration(tookMs);
    progress.end(`warm after ${took}${contextAllocated === null ? '' : `, context ${contextAllocated}`}`);
  } else {
    const { title, advice } = translator.failure(result.failure);
    progress.end('failed');
    process.stderr.write(`${title} ${advice}\n${result.failure.detail}\n`);
  }
  await stop();
  return result.ok ? 0 : 1;
}

function usage(why: string): number {
  process.stderr.write(`${why}\nUsage: pilotlight reload <ref> [--context <n>] [--even-if-busy]\n`);
  return 64;
}

/** A ref or an alias of the config, or an id that one server lists. */
function findWanted(snapshot: Snapshot, wanted: string): { server: ServerWithModels; model: Model } | null {
  const byRef = findByRef(snapshot, wanted);
  if (byRef !== null && byRef.model !== null) return { server: byRef.server, model: byRef.model };
  for (const server of snapshot.servers) {
    const model = findModel(server, wanted);
    if (model !== null) return { server, model };
  }
  return null;
}

/** Of a server that does not answer nobody knows what it has. */
function whyNotFound(snapshot: Snapshot, wanted: string, translator: Translator): string {
  const meant = findByRef(snapshot, wanted)?.server;
  const silent = (meant === undefined ? snapshot.servers : [meant]).filter(
    ({ reachability }) => reachability.is === 'unreachable',
  );
  const reasons = silent.map(({ name, baseUrl, reachability }) =>
    reachability.is === 'unreachable'
      ? `${name} is unreachable at ${baseUrl}: ${translator.failure(reachability.failure).title}`
      : '',
  );
  if (meant !== undefined && silent.length > 0) return reasons.join('\n');
  return [`No watched server has ${wanted}.`, ...reasons].join('\n');
}

/** One line that changes in a terminal; a line for each stage anywhere else. */
function createProgress(what: string): {
  show(stage: string, progress: number | null): void;
  end(text: string): void;
} {
  const isLive = process.stdout.isTTY === true;
  let shown = '';
  const write = (text: string, isLast: boolean) => {
    const line = `${what}: ${text}`;
    if (line === shown) return;
    shown = line;
    process.stdout.write(isLive ? `\r\x1b[2K${line}${isLast ? '\n' : ''}` : `${line}\n`);
  };
  return {
    show: (stage, progress) =>
      write(isLive && progress !== null ? `${stage} ${Math.round(progress * 100)} %` : stage, false),
    end: (text) => write(text, true),
  };
}
