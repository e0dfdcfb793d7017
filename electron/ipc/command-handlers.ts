import type { PlaceName } from '../../shared/contract/app-commands.ts';
import type { CommandHandlers } from '../../shared/ipc-contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type App, done } from '../core/app.ts';
import { providerAddresses, testServer } from '../core/servers/test-server.ts';
import { addServer, changeServer, removeServer } from '../core/servers/user-servers.ts';

/** What only the host can do. */
export type HostActions = {
  openWindow(place: PlaceName | null): void;
  closePanel(): void;
  /** Only http and https reach this. */
  openExternal(url: string): Promise<Result<undefined>>;
  copyText(text: string): Result<undefined>;
  installUpdate(): Promise<Result<undefined>>;
  startDemo(): Promise<Result<{ url: string | null }>>;
  quit(): void;
};

/** Every command of the contract in one line: which service does it. */
export function createCommandHandlers(app: App, host: HostActions): CommandHandlers {
  const { state, fleet, actions, settings } = app;
  const config = app.config.editor;
  return {
    getSnapshot: () => ok(state.snapshot()),
    openWindow: ({ place }) => done(host.openWindow(place)),
    closePanel: () => done(host.closePanel()),
    openExternal: ({ url }) => openExternal(host, url),
    copyText: ({ text }) => host.copyText(text),
    updateSettings: ({ change }) => settings.change(definedOnly(change)),
    resetSettings: () => settings.reset(),
    dismissNotice: ({ id }) => done(dismissNotice(app, id)),
    installUpdate: () => host.installUpdate(),
    startDemo: () => host.startDemo(),
    quit: () => done(host.quit()),

    pollNow: async ({ serverId }) =>
      done(await (serverId === null ? fleet.pollAll() : fleet.watch(serverId)?.pollNow())),
    loadModel: (input) => actions.load({ ...input, instanceId: null, by: 'person' }),
    unloadModel: (input) => actions.unload({ ...input, contextLength: null, by: 'person' }),
    reloadModel: (input) => actions.reload({ ...input, instanceId: null, by: 'person' }),
    cancelAction: ({ serverId, actionId }) => actions.cancel(serverId, actionId),
    testServer: (input) => testServer(app.ports, input, providerAddresses(state, app.keys)),
    addServer: (input) => addServer(settings, input),
    removeServer: ({ serverId }) => removeServer(settings, state, serverId),
    changeServer: (input) => changeServer(settings, input),
    setServerKey: ({ serverId, key }) => app.setServerKey(serverId, key),
    scanForServers: async () => ok({ found: await app.scan.now() }),
    reloadCold: () => ok({ started: app.loadColdModels() }),
    probeReasoning: ({ serverId, modelId }) => app.probeReasoning(serverId, modelId),

    setWarmth: ({ serverId, modelId, policy }) => app.warmth.setPolicy(serverId, modelId, policy),
    pauseKeepWarm: ({ forHours }) => app.warmth.pause(forHours),
    resumeKeepWarm: ({ serverId, modelId }) => app.warmth.resumeModel(serverId, modelId),
    warmthAccounts: ({ serverId, modelId, days }) => ok(app.warmth.accounts(serverId, modelId, days)),

    reviewEdits({ edits }) {
      app.standIn.noteEditing();
      return config.review(edits);
    },
    reviewChecks: ({ reviewId }) => config.checked(reviewId),
    saveReview: ({ reviewId }) => config.save(reviewId),
    undoSave: ({ versionId }) => config.undo(versionId),
    configVersions: ({ file }) => ok(config.versions(file)),
    versionDiff: ({ versionId }) => config.versionDiff(versionId),
    reviewRestore: ({ versionId }) => config.reviewRestore(versionId),
    configText: ({ file }) => config.text(file),
    checkText: ({ file, text }) => config.checkText(file, text),
    schemaHint: ({ path }) => app.config.hint(path),
    createConfig: () => config.create(),
    rereadConfig: () => app.gateway.locateAgain(),

    runChecks: () => app.doctor.run(),
    reportText: (input) => app.doctor.text(input),
    activity: (query) => ok(app.history.store.events(query)),
    series: (query) => ok(app.history.series(query)),
    exportActivity: ({ days }) => ok({ json: app.history.exportJson(days) }),
    holdStandIn: () => done(app.standIn.noteEditing()),
    endStandIn: () => app.standIn.end(),
  };
}

async function openExternal(host: HostActions, text: string): Promise<Result<undefined>> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return fail('invalid-input', 'Only web addresses can be opened.');
  }
  return host.openExternal(url.href);
}

function dismissNotice(app: App, id: string): void {
  app.state.update('app', (info) => ({
    ...info,
    notices: info.notices.filter((notice) => notice.id !== id),
  }));
}

/** A field that was not sent must not become undefined in the settings. */
function definedOnly<T extends object>(change: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
