import type { Gateway, Provider, ReadOnlyReason } from '../../../shared/gateway.ts';
import { pictureOf } from '../../../shared/gateway.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Settings } from '../../../shared/settings.ts';
import type { AppState } from '../app-state.ts';
import type { Clock, FileInfo, Http, Log, Processes, Random, TextFiles } from '../ports.ts';
import type { ProviderKeys } from '../servers/keys.ts';
import { removeCopies } from './config-copy.ts';
import type { ConfigTree } from './config-files.ts';
import {
  adopted,
  gatherFacts,
  includeRoots,
  type Location,
  type LocationFacts,
  locateConfig,
} from './config-location.ts';
import { type ConfigReader, type ConfigReaderOptions, createConfigReader } from './config-store.ts';
import type { Variables } from './env-file.ts';
import { createGatewayWatch, gatewayUrl } from './gateway-health.ts';
import { gatewayPort } from './gateway-port.ts';
import { gatewayVariables } from './gateway-variables.ts';
import { findOpenclawCli, type OpenclawCli } from './openclaw-cli.ts';
import { createProviderKeys, keyVariables } from './provider-keys.ts';
import { environmentReadOnly } from './read-only.ts';

/** Everything the app knows of the gateway: where its config is, what it says, whether it runs, which CLI is there. */
export type GatewayService = {
  reader: ConfigReader;
  providerKeys: ProviderKeys;
  /** The providers of the newest picture. */
  providers(): readonly Provider[];
  /** The installed command; waits while it is looked for. null: there is none that works. */
  cli(): Promise<OpenclawCli | null>;
  /** Where the config was looked for the last time. */
  location(): Location | null;
  /** What the environment forbids, whatever the file says. */
  readOnly(): ReadOnlyReason | null;
  /** Ends with the first reading. */
  start(): Promise<void>;
  stop(): void;
  /** Looks for the config again, from the beginning. */
  locateAgain(): Promise<Result<undefined>>;
  settingsChanged(settings: Settings): void;
  /** Looks at the gateway itself now. */
  checkHealth(): Promise<void>;
  visibilityChanged(): void;
};

export type GatewayServiceOptions = {
  ports: { files: TextFiles; processes: Processes; http: Http; clock: Clock; random: Random; log: Log };
  state: AppState;
  settings(): Settings;
  /** A private folder for copies the CLI checks. */
  workFolder: string;
  demo: boolean;
  visible(): boolean;
  /** The picture of the config may be another one now. */
  changed(): void;
  versionOf?: ConfigReaderOptions['versionOf'];
  newestReadable?: ConfigReaderOptions['newestReadable'];
};

const searchAgainMs = 60_000;
const longestPath = 4_096;

/** One file by two paths, where a folder on the way is a link: two files are not written in the same millisecond. */
function isSameFile(one: FileInfo | null, other: FileInfo | null): boolean {
  if (one === null || other === null) return false;
  return one.kind === other.kind && one.bytes === other.bytes && one.modifiedAt === other.modifiedAt;
}

/** Control characters, and those that turn the direction of what is read. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

export function createGatewayService(options: GatewayServiceOptions): GatewayService {
  const { ports, state } = options;
  const { files, processes, clock } = ports;
  const log = ports.log.from('gateway');
  let location: Location | null = null;
  let visibleNames: ReadonlySet<string> = new Set();
  let cli: Promise<OpenclawCli | null> = Promise.resolve(null);
  let saidByCli: { by: OpenclawCli; answer: Promise<Result<string>> } | null = null;
  let known: Pick<Settings, 'configPath' | 'cliPath'> = options.settings();
  let everLoaded = false;
  let stopped = false;
  let cancelSearch = (): void => undefined;

  const reader = createConfigReader({
    files,
    clock,
    log,
    async visibleVariables(tree) {
      visibleNames = new Set((await variables(keyVariables(tree), tree)).keys());
      return visibleNames;
    },
    ...(options.versionOf === undefined ? {} : { versionOf: options.versionOf }),
    ...(options.newestReadable === undefined ? {} : { newestReadable: options.newestReadable }),
  });

  const health = createGatewayWatch({
    http: ports.http,
    clock,
    random: ports.random,
    log,
    port,
    visible: options.visible,
    health: () => state.snapshot().gateway.health,
    changed: (next) => setGateway({ health: next }),
  });

  const providerKeys = createProviderKeys({
    tree: currentTree,
    variables: (names) => variables(names, currentTree()),
    isVisible: (name) => visibleNames.has(name),
  });

  function currentTree(): ConfigTree | null {
    return reader.current().lastGood?.tree ?? null;
  }

  function variables(
    names: readonly string[],
    tree: ConfigTree | null,
  ): Promise<ReadonlyMap<string, string>> {
    const place =
      location === null ? null : { service: serviceVariables(), stateFolder: location.stateFolder };
    return gatewayVariables(
      {
        files,
        environment: processes.environment,
        shell: () => processes.shellEnvironment(),
        place: () => place,
      },
      tree,
      names,
    );
  }

  function serviceVariables(): Variables {
    return location?.service.is === 'read' ? location.service.variables : {};
  }

  function environments(): Readonly<Record<string, string | undefined>>[] {
    return [processes.environment, serviceVariables()];
  }

  /** A gateway on another machine is not ours to poll, and the demo has none. */
  function port(): number | null {
    const picture = pictureOf(state.snapshot().gateway);
    if (options.demo || picture?.gatewayMode === 'remote') return null;
    return gatewayPort(environments(), picture?.gatewayPort ?? null);
  }

  function setGateway(change: Partial<Gateway>): void {
    state.update('gateway', (gateway) => ({ ...gateway, ...change }));
  }

  reader.onState(({ state: config }) => {
    everLoaded ||= config.is === 'loaded';
    const before = state.snapshot().gateway.url;
    state.batch(() => {
      setGateway({ config });
      const asked = port();
      if (asked !== null) setGateway({ url: gatewayUrl(asked) });
      options.changed();
    });
    if (state.snapshot().gateway.url !== before) void health.pollNow();
  });

  async function locate(): Promise<void> {
    const { facts, service } = await gatherFacts(files, processes, options.settings().configPath);
    const found = await locateConfig(files, facts, service);
    if (stopped) return;
    location = found;
    await follow(found, facts);
    planSearch();
  }

  async function follow({ path, foundBy, lookedAt }: Location, facts: LocationFacts): Promise<void> {
    await reader.retarget({
      path,
      foundBy: options.demo ? 'demo' : foundBy,
      lookedAt,
      includeRoots: includeRoots(facts, files.paths, processes.platform),
      readOnly: environmentReadOnly(environments()),
    });
  }

  /** A config that appears later is found later; one that was there and vanished is not swapped for another. */
  function planSearch(): void {
    cancelSearch();
    if (stopped || everLoaded || reader.current().state.is !== 'missing') return;
    cancelSearch = clock.schedule(searchAgainMs, () => void locate());
  }

  function findCli(): void {
    const search = find();
    cli = search;
    setGateway({ cli: { is: 'looking' } });
    void search.then((found) => {
      if (cli !== search || stopped) return;
      setGateway({
        cli: found === null ? { is: 'missing' } : { is: 'found', path: found.path, version: found.version },
      });
      if (found !== null) void compareWithCli(found);
    });
  }

  async function find(): Promise<OpenclawCli | null> {
    const path = options.settings().cliPath;
    const found = await findOpenclawCli({ processes, files, workFolder: options.workFolder, path });
    if (!found.ok) log.info('No openclaw command can be used.', { reason: found.failure.detail });
    return found.ok ? found.value : null;
  }

  /** Asked once: the command's word counts where we found nothing, and is told where it says something else. */
  async function compareWithCli(found: OpenclawCli): Promise<void> {
    tellOtherConfig(null);
    if (location === null || location.foundBy === 'setting' || options.demo) return;
    const compared = location;
    if (saidByCli?.by !== found) saidByCli = { by: found, answer: found.configFile() };
    const said = await saidByCli.answer;
    if (!said.ok || !isPathOfFile(said.value)) return;
    const named = files.paths.resolve(files.paths.dirname(compared.path), said.value);
    if (named === compared.path) return;
    const [theirs, ours] = await Promise.all([infoOf(named), infoOf(compared.path)]);
    // Meanwhile the config may be looked for elsewhere: that comparison has its own turn.
    if (stopped || location !== compared || isSameFile(theirs, ours)) return;
    const isThere = theirs !== null && theirs.kind !== 'directory';
    if (compared.exists || everLoaded || !isThere) {
      log.warn('The openclaw command names another config.', { ours: compared.path, theirs: named });
      if (isThere) tellOtherConfig(named);
      return;
    }
    const { facts } = await gatherFacts(files, processes, null);
    if (stopped || location !== compared) return;
    location = adopted(compared, named, facts, files.paths);
    await follow(location, facts);
  }

  /** What the command prints may be anything: only what can be the path of a file is taken for one. */
  function isPathOfFile(path: string): boolean {
    return files.paths.isAbsolute(path) && path.length <= longestPath && !unprintable.test(path);
  }

  async function infoOf(path: string): Promise<FileInfo | null> {
    const info = await files.info(path);
    return info.ok ? info.value : null;
  }

  function tellOtherConfig(otherConfig: string | null): void {
    const before = state.snapshot().gateway.cli;
    if (before.is !== 'found' || (before.otherConfig ?? null) === otherConfig) return;
    const { path, version } = before;
    setGateway({ cli: { is: 'found', path, version, ...(otherConfig === null ? {} : { otherConfig }) } });
  }

  async function compareAgain(): Promise<void> {
    const asked = cli;
    const found = await asked;
    if (found !== null && asked === cli && !stopped) await compareWithCli(found);
  }

  return {
    reader,
    providerKeys,
    providers: () => pictureOf(state.snapshot().gateway)?.providers ?? [],
    cli: () => cli,
    location: () => location,
    readOnly: () => environmentReadOnly(environments()),
    async start() {
      await removeCopies(files, options.workFolder);
      await locate();
      if (stopped) return;
      health.start();
      findCli();
    },
    stop() {
      stopped = true;
      cancelSearch();
      reader.stop();
      health.stop();
    },
    async locateAgain() {
      everLoaded = false;
      await locate();
      void compareAgain();
      return ok(undefined);
    },
    settingsChanged(settings) {
      const before = known;
      known = settings;
      if (settings.configPath !== before.configPath) {
        everLoaded = false;
        // At once, so that checks that run right after "Use this one" do not say it again.
        tellOtherConfig(null);
        void locate().then(compareAgain);
      }
      if (settings.cliPath !== before.cliPath) findCli();
    },
    checkHealth: () => health.pollNow(),
    visibilityChanged: () => health.replan(),
  };
}
