import { type ExtraFacts, type Facts, factsOf, noExtraFacts } from '../../electron/core/doctor/facts.ts';
import { reportOf } from '../../electron/core/doctor/report.ts';
import { type ConfigTree, readConfig } from '../../electron/core/gateway/config-files.ts';
import { buildChangeSet } from '../../electron/core/gateway/edits/change-set.ts';
import { readPicture } from '../../electron/core/gateway/model-picture.ts';
import { type ConfigVerdict, gatewaysRules } from '../../electron/core/gateway/save/judge-config.ts';
import { createSecretMask } from '../../electron/core/gateway/secret-mask.ts';
import type { NamedEdit } from '../../shared/config-edits.ts';
import type { Finding, Fix } from '../../shared/findings.ts';
import type { Model, Server, ServerWithModels } from '../../shared/servers.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { aModel, aServer, emptySnapshot } from './builders.ts';
import { createMemoryFiles } from './memory-files.ts';
import { sampleConfigPath, sampleGateway, sampleWarmth } from './sample-parts.ts';

/** A config as text and servers beside it, so that a fix can really be applied and looked at again. */
export type World = {
  text: string;
  servers: ServerWithModels[];
  /** Variables that can be seen. */
  variables: string[];
  snapshot: Partial<Snapshot>;
  extra: Partial<ExtraFacts>;
};

export async function factsOfWorld(world: World): Promise<Facts> {
  const files = createMemoryFiles({ [sampleConfigPath]: world.text });
  const read = await readConfig(files, sampleConfigPath);
  if (!read.tree.ok) throw new Error(read.tree.failure.detail);
  const { picture } = readPicture(read.tree.value, { visible: (name) => world.variables.includes(name) });
  const snapshot: Snapshot = {
    revision: 1,
    ...emptySnapshot(),
    servers: world.servers,
    gateway: sampleGateway(picture),
    ...world.snapshot,
  };
  const verdict = verdictOf(read.tree.value, snapshot);
  const extra = { ...noExtraFacts, backups: 1, configOwned: true, verdict, ...world.extra };
  return factsOf(snapshot, extra, 1_000_000);
}

/** A gateway that has nothing to add to our own rules; where it is not installed, nobody could ask it. */
function verdictOf(tree: ConfigTree, { gateway }: Snapshot): ConfigVerdict {
  const asked = gateway.cli.is === 'missing' ? 'could-not-run' : 'done';
  return { issues: gatewaysRules(tree), schema: asked, cli: asked };
}

/** What is not fine. */
export async function findingsOf(world: World): Promise<Finding[]> {
  return reportOf(await factsOfWorld(world)).findings.filter((each) => each.state !== 'fine');
}

/** The world after the fix: edits through the real editor, actions as the server would do them. */
export async function afterFix(world: World, fix: Fix): Promise<World> {
  switch (fix.is) {
    case 'edits':
      return { ...world, text: await edited(world.text, fix.edits) };
    case 'server-action':
      return changeModel(world, fix.serverId, fix.modelId, (model) => afterAction(model, fix));
    case 'keep-warm': {
      const policy = { mode: 'keep' as const, hours: null, acceptsRealRequests: false };
      const status = { is: 'next' as const, at: 2_000_000, tokens: 0 };
      const kept = sampleWarmth(fix.serverId, fix.modelId, { policy, status });
      return { ...world, snapshot: { ...world.snapshot, warmth: { pausedUntil: null, models: [kept] } } };
    }
    default:
      throw new Error(`A fix of the kind ${fix.is} changes nothing by itself.`);
  }
}

async function edited(text: string, edits: NamedEdit[]): Promise<string> {
  const files = createMemoryFiles({ [sampleConfigPath]: text });
  const mask = createSecretMask(() => 0.5);
  const change = await buildChangeSet({ files, mainPath: sampleConfigPath, includeRoots: [], mask }, edits);
  if (!change.ok) throw new Error(change.failure.detail);
  return change.value.files[0]?.after ?? text;
}

function afterAction(model: Model, fix: Extract<Fix, { is: 'server-action' }>): Model {
  if (fix.verb === 'unload') {
    const instances = model.instances.filter((each) => each.id !== fix.instanceId);
    const contexts = instances.flatMap((each) => each.contextAllocated ?? []);
    const contextAllocated = contexts.length > 0 ? Math.min(...contexts) : null;
    const state = instances.length > 0 ? model.state : ({ is: 'not-loaded' } as const);
    return { ...model, instances, contextAllocated, state };
  }
  const contextAllocated = fix.contextLength ?? model.contextAllocated ?? model.contextMax;
  return {
    ...model,
    state: { is: 'loaded' },
    contextAllocated,
    instances: [{ id: model.id, contextAllocated }],
    idle: { is: 'never' },
  };
}

export function changeModel(
  world: World,
  serverId: string,
  modelId: string,
  change: (model: Model) => Model,
): World {
  const servers = world.servers.map((server) =>
    server.id !== serverId
      ? server
      : { ...server, models: server.models.map((each) => (each.id === modelId ? change(each) : each)) },
  );
  return { ...world, servers };
}

export function changeServer(world: World, change: Partial<Server>): World {
  const [first, ...rest] = world.servers;
  if (first === undefined) throw new Error('There is no server to change.');
  return { ...world, servers: [{ ...first, ...change }, ...rest] };
}

const minimax = 'minimax-m2.1-gs32';
export const lmStudioId = 'this-machine:1234';
export const minimaxId = minimax;

/** Local first with a hosted safety net, as the local-models page has it, and everything is well. */
export function soundWorld(): World {
  return {
    text: `{
  gateway: { mode: "local" },
  agents: {
    defaults: {
      model: { primary: "lmstudio/${minimax}", fallbacks: ["anthropic/claude-sonnet-4-5"] },
      models: {
        "lmstudio/${minimax}": { alias: "MiniMax" },
        "anthropic/claude-sonnet-4-5": { alias: "Sonnet" },
      },
    },
  },
  models: {
    mode: "merge",
    providers: {
      lmstudio: {
        baseUrl: "http://127.0.0.1:1234/v1",
        apiKey: "lmstudio",
        api: "openai-responses",
        models: [
          {
            id: "${minimax}",
            name: "MiniMax M2.1 GS32",
            reasoning: false,
            input: ["text"],
            cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
            contextWindow: 196608,
            maxTokens: 8192,
          },
        ],
      },
      anthropic: { apiKey: "\${ANTHROPIC_API_KEY}", baseUrl: "https://api.anthropic.com", models: [] },
    },
  },
}
`,
    servers: [
      {
        ...aServer({ id: lmStudioId }),
        models: [
          aModel({
            id: minimax,
            name: 'MiniMax',
            state: { is: 'loaded' },
            contextAllocated: 196_608,
            contextMax: 196_608,
            parameters: 229e9,
            bitsPerWeight: 4.5,
            quantisation: 'MLX 4bit gs32',
            fileBytes: 128e9,
            capabilities: ['chat', 'tools'],
            instances: [{ id: minimax, contextAllocated: 196_608 }],
            idle: { is: 'never' },
          }),
        ],
      },
    ],
    variables: ['ANTHROPIC_API_KEY'],
    snapshot: {},
    extra: {},
  };
}

/** The same world with another piece of text in the config; fails when the piece is not there. */
export function rewritten(world: World, from: string, to: string): World {
  if (!world.text.includes(from)) throw new Error(`The config has no ${from}`);
  return { ...world, text: world.text.replaceAll(from, to) };
}
