import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { commandChannel } from '../../../shared/channels.ts';
import { hasFileModes } from '../../fakes/platform.ts';
import { expect, test, type World } from '../app-fixtures.ts';
import { startHeadless } from '../drivers/headless-driver.ts';
import { onStandInOnly, openMenu, startDesktop } from './desktop-app.ts';

/** Keys in every place one can come from; none of them may be in anything the app writes or shows. */
const mark = 'planted';
const planted = {
  environment: `${mark}-environment-0001`,
  dotenv: `${mark}-dotenv-0002`,
  literal: `${mark}-literal-0003`,
  header: `${mark}-header-0004`,
  gatewayToken: `${mark}-gateway-0005`,
  address: `${mark}-address-0006`,
  stored: `${mark}-stored-0007`,
};

/** A server that says everything it was told back, as badly behaved ones do. */
async function anEcho(world: World): Promise<string> {
  const server = createServer((request, response) => {
    const said = JSON.stringify({
      error: { message: `refused: ${JSON.stringify(request.headers)} ${request.url}` },
    });
    response.writeHead(request.url === '/v1/models' ? 401 : 500, { 'content-type': 'application/json' });
    response.end(said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.cleanUp(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function config(address: string, broken: boolean): string {
  return `{
  gateway: { mode: "local", auth: { mode: "token", token: "${planted.gatewayToken}" } },
  agents: { defaults: { model: { primary: "echo/a", fallbacks: ["other/b", "third/c"] } } },
  models: {
    providers: {
      echo: { baseUrl: "http://${address}/v1", apiKey: "${planted.literal}", api: "openai-completions", models: [{ id: "a" }],
        headers: { "x-api-key": "${planted.header}" } },
      other: { baseUrl: "http://me:${planted.address}@${address}/v1", apiKey: "\${OPENAI_API_KEY}", api: "openai-completions", models: [{ id: "b" }] },
      third: { baseUrl: "http://${address}/third/v1", apiKey: "\${DOTENV_KEY}", api: "openai-completions", models: [{ id: "c" }] },
    },
  },
}${broken ? ` apiKey: "${planted.literal}` : ''}
`;
}

async function plant(world: World): Promise<{ address: string; env: Record<string, string> }> {
  const address = await anEcho(world);
  await world.config(config(address, false));
  await writeFile(path.join(path.dirname(world.configPath), '.env'), `DOTENV_KEY=${planted.dotenv}\n`);
  await mkdir(path.join(world.home, '.openclaw'), { recursive: true });
  await writeFile(path.join(world.home, '.openclaw', '.env'), `DOTENV_KEY=${planted.dotenv}\n`);
  await world.settings({
    logLevel: 'debug',
    pollSeconds: { visible: 1, hidden: 5 },
    servers: [{ id: addedId(address), url: `http://${address}/added`, name: 'Added', kind: null }],
  });
  return { address, env: { OPENAI_API_KEY: planted.environment } };
}

function addedId(address: string): string {
  return `this-machine:${address.split(':')[1]}/added`;
}

/** Backups of the config are its bytes, and the key store is for keys: both are for the owner's eyes only. */
const mayHoldKeys = /(^|\/)(config-versions\/|keys\.(sealed|json)$)/;

function findings(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file, 'latin1').includes(mark))
    .map((file) => path.relative(folder, file));
}

function expectCleanFolder(folder: string): void {
  const found = findings(folder);
  expect(found.filter((file) => !mayHoldKeys.test(file))).toEqual([]);
  if (!hasFileModes) return;
  for (const file of found) expect(statSync(path.join(folder, file)).mode & 0o077, file).toBe(0);
}

test(`no key leaves the places it belongs to: log, history, windows, diagnostics ${onStandInOnly}`, async ({
  world,
}) => {
  const { address, env } = await plant(world);
  const app = await startDesktop(world, { args: [], env, platform: 'darwin' });
  await app.window('index.html');
  const call = (name: string, input?: unknown) => app.callRaw('index.html', commandChannel(name), input);
  await call('setServerKey', { serverId: addedId(address), key: planted.stored });
  await call('testServer', {
    url: `http://${address}/tested`,
    kind: null,
    key: planted.stored,
    providerId: null,
  });
  await call('pollNow', { serverId: null });
  await call('runChecks');
  await app.waitFor('refusals in the snapshot', async () =>
    JSON.stringify(await call('getSnapshot')).includes('unauthorised'),
  );
  await world.config(config(address, true));
  await app.waitFor('the broken config', async () =>
    JSON.stringify(await call('getSnapshot')).includes('"broken"'),
  );
  await app.app.fail('uncaughtException', `with ${planted.literal} inside`);
  await openMenu(app);
  await app.tray.clickMenuItem('copy-diagnostics');
  await expect.poll(() => app.clipboard.read()).toContain('Log:');

  const shown = [
    JSON.stringify(await call('getSnapshot')),
    JSON.stringify(await call('runChecks')),
    JSON.stringify(await call('configText', { file: world.configPath })),
    JSON.stringify(
      await call('activity', { before: null, limit: 100, what: null, serverId: null, modelId: null }),
    ),
    await app.clipboard.read(),
    JSON.stringify(await openMenu(app)),
  ];
  for (const text of shown) expect(text).not.toContain(mark);
  const log = readFileSync(path.join(world.dataFolder, 'logs', 'desktop.log'), 'utf8');
  expect(log.length).toBeGreaterThan(100);
  await app.close();
  expect(app.logs.stdout + app.logs.stderr).not.toContain(mark);
  expectCleanFolder(world.dataFolder);
});

/** A server that wants a key, and what it was sent. */
async function aGuardedServer(world: World): Promise<{ serverId: string; sent: (string | undefined)[] }> {
  const sent: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    sent.push(request.headers.authorization);
    response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  world.cleanUp(async () => server.closeAllConnections());
  world.cleanUp(async () => server.close());
  const { port } = server.address() as AddressInfo;
  const serverId = `this-machine:${port}`;
  await world.settings({
    servers: [{ id: serverId, url: `http://127.0.0.1:${port}`, name: 'Guarded', kind: 'vllm' }],
  });
  return { serverId, sent };
}

test(`a keychain that locks up is told of, and what it sealed is never sent as a key ${onStandInOnly}`, async ({
  world,
}) => {
  const { serverId, sent } = await aGuardedServer(world);
  const app = await startDesktop(world, { args: [], platform: 'linux' });
  await app.window('index.html');
  const call = (name: string, input?: unknown) => app.callRaw('index.html', commandChannel(name), input);
  const key = `Bearer ${planted.stored}`;
  await call('setServerKey', { serverId, key: planted.stored });
  await call('pollNow', { serverId });
  await expect.poll(() => sent).toContain(key);
  await app.safeStorage.setAvailable(false);
  expect(JSON.stringify(await call('setServerKey', { serverId, key: 'another' }))).toContain(
    'key-store-unavailable',
  );
  await call('pollNow', { serverId });
  await app.waitFor('the reason', async () =>
    JSON.stringify(await call('getSnapshot')).includes('key-store-unavailable'),
  );
  expect(sent.filter((each) => each !== undefined && each !== key)).toEqual([]);
  await app.close();
  expectCleanFolder(world.dataFolder);
});

test(`a Linux desktop without a keychain keeps keys in a private file, and says so ${onStandInOnly}`, async ({
  world,
}) => {
  const { serverId } = await aGuardedServer(world);
  const app = await startDesktop(world, { args: ['--password-store=basic'], platform: 'linux' });
  await app.window('index.html');
  const call = (name: string, input?: unknown) => app.callRaw('index.html', commandChannel(name), input);
  expect(JSON.stringify(await call('getSnapshot'))).toContain('"keyStore":"private-file"');
  await call('setServerKey', { serverId, key: planted.stored });
  const file = path.join(world.dataFolder, 'keys.sealed');
  expect(readFileSync(file, 'utf8')).toContain(`plain:${planted.stored}`);
  if (hasFileModes) expect(statSync(file).mode & 0o077).toBe(0);
});

test(`the headless host writes a log too, and no key into it ${onStandInOnly}`, async ({ world }) => {
  const { env } = await plant(world);
  const options = world.launchOptions();
  const host = await startHeadless({ ...options, args: ['--verbose'], env: { ...options.env, ...env } });
  let said = '';
  host.child.stderr?.on('data', (text: string) => {
    said += text;
  });
  const file = path.join(world.dataFolder, 'logs', 'headless.log');
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('started');
  const ended = new Promise((resolve) => host.child.once('exit', resolve));
  host.child.kill('SIGTERM');
  await ended;
  expect(said).not.toContain(mark);
  expectCleanFolder(world.dataFolder);
});
