import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builderConfig } from '../../build/electron-builder.ts';
import { contentsOf, sizeTable } from '../../build/package-contents.ts';
import { chunksNamed, gzipBytes, loadedAtFirst, pageScriptsIn } from '../../build/page-scripts.ts';
import { cleanEnvironment } from '../e2e/drivers/headless-driver.ts';
import { launchStandIn } from '../electron-stand-in/driver.ts';
import { dummyLinuxElectron, dummyMacElectron } from '../fakes/dummy-electron.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const place = mkdtempSync(path.join(tmpdir(), 'pilotlight-package-'));
const packed = path.join(place, 'linux', 'linux-unpacked');
const asar = path.join(packed, 'resources', 'app.asar');
let said = '';
/** electron-builder makes no app for macOS on Windows, whose file system has no links for it. */
const canPackForMac = process.platform !== 'win32';

/** The script as a person runs it, with nothing but a dead end where the network would be. */
async function packageFor(system: 'linux' | 'mac', electronDist: string): Promise<void> {
  const noNetwork = { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };
  const env = {
    ...cleanEnvironment(),
    ...noNetwork,
    CSC_IDENTITY_AUTO_DISCOVERY: 'false',
    HOME: path.join(place, 'home'),
  };
  const output = path.join(place, system);
  const args = [`--${system}`, '--dir', '--x64', '--electron-dist', electronDist, '--output', output];
  const { stdout, stderr } = await run(process.execPath, ['build/package.ts', ...args], { cwd: root, env });
  said += stdout + stderr;
}

beforeAll(async () => {
  await packageFor('linux', dummyLinuxElectron(path.join(place, 'electron-linux')));
  if (canPackForMac) await packageFor('mac', dummyMacElectron(path.join(place, 'electron-mac')));
}, 170_000);

afterAll(() => rmSync(place, { recursive: true, force: true }));

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

const expectedFuses = {
  [FuseV1Options.RunAsNode]: FuseState.DISABLE,
  [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
  [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
  [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  // As Electron ships them.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
  [FuseV1Options.WasmTrapHandlers]: FuseState.ENABLE,
};

describe('the folder of a packed app', () => {
  it('is Electron under our name, our app.asar, and no language we do not speak', () => {
    expect(filesUnder(packed)).toEqual([
      'LICENSE.electron.txt',
      'LICENSES.chromium.html',
      'chrome-sandbox',
      'libffmpeg.so',
      'locales/en-GB.pak',
      'locales/en-US.pak',
      'locales/sv.pak',
      'locales/zh-CN.pak',
      'pilotlight',
      'resources.pak',
      'resources/THIRD-PARTY-NOTICES.txt',
      'resources/app.asar',
    ]);
  });

  it('has every fuse set as the security page says', async () => {
    expect(await getCurrentFuseWire(path.join(packed, 'pilotlight'))).toMatchObject(expectedFuses);
  });

  it('was made without one attempt to download', () => {
    expect(said).not.toMatch(/download/i);
  });
});

describe('app.asar', () => {
  const files = () => contentsOf(asar);
  const paths = () => files().map((file) => file.path);

  it('holds the built app and a manifest, nothing else', () => {
    const allowed =
      /^(package\.json|dist\/main\/(main|schema-worker|chunk-[\w-]+)\.js|dist\/main\/icons\/\w+(@[\d.]+x)?\.png|dist\/preload\/preload\.cjs|dist\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|svg|woff2)))$/;
    expect(paths().filter((file) => !allowed.test(file))).toEqual([]);
    expect(paths()).toEqual(
      expect.arrayContaining([
        'package.json',
        'dist/main/main.js',
        'dist/preload/preload.cjs',
        'dist/renderer/index.html',
      ]),
    );
    expect(said).toContain(sizeTable(files()));
    console.info(sizeTable(files()));
  });

  it('stays small', () => {
    const total = files().reduce((sum, file) => sum + file.bytes, 0);
    expect(total).toBeLessThan(9 * 1024 * 1024);
  });

  it('has every chunk that main asks for, and none that only the command line does', () => {
    const main = path.join(root, 'dist/main');
    const asked = (name: string) => [
      ...readFileSync(path.join(main, name), 'utf8').matchAll(/(?:from|import\() ?"\.\/([\w-]+\.js)"/g),
    ];
    const inside = paths().filter((file) => /^dist\/main\/[^/]+\.js$/.test(file));
    const needed = inside.flatMap((file) =>
      asked(path.basename(file)).map(([, name]) => `dist/main/${name}`),
    );
    expect(inside).toEqual(expect.arrayContaining(needed));
    expect(existsSync(path.join(main, 'cli.js'))).toBe(true);
    expect(inside).not.toContain('dist/main/cli.js');
    expect(inside).not.toContain('dist/main/chunk-status.js');
  });

  it('brings the updater with it, and asks for no library outside', () => {
    const code = paths().filter((file) => file.startsWith('dist/main/') && file.endsWith('.js'));
    const texts = code.map((file) => readFileSync(path.join(root, file), 'utf8'));
    expect(texts.some((text) => /\bAppImageUpdater = class/.test(text))).toBe(true);
    const asked = texts.flatMap((text) => [...text.matchAll(/^import .*?["']([^"']+)["'];?$/gm)]);
    const outside = asked.map(([, name = '']) => name).filter((name) => !name.startsWith('./'));
    expect(outside.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([]);
  });

  it('starts: its main shows the window, with the demo’s models', async () => {
    const app = path.join(place, 'app');
    extractAll(asar, app);
    const home = path.join(place, 'start');
    const standIn = await launchStandIn({
      mainFile: path.join(app, 'dist/main/main.js'),
      args: ['--demo'],
      cwd: place,
      packaged: true,
      userData: home,
      env: { ...cleanEnvironment(), HOME: home, PILOTLIGHT_DATA: path.join(home, 'data') },
    });
    try {
      const page = await standIn.window('index.html');
      await page.getByRole('row', { name: 'MiniMax' }).first().waitFor();
      expect(await page.title()).toContain('Pilotlight');
      expect(await standIn.app.view()).toMatchObject({ name: 'Pilotlight' });
    } finally {
      expect(await standIn.close()).toMatchObject({ code: 0, killed: false });
    }
  }, 60_000);
});

/** Which libraries are inside is asked of the source maps: the notices are made from another account of the same build. */
describe('the notices of the libraries inside', () => {
  const notices = () => readFileSync(path.join(packed, 'resources', 'THIRD-PARTY-NOTICES.txt'), 'utf8');

  it('name every library with its version and licence, and hold the text it comes with', () => {
    const folders = bundledPackages();
    expect(folders.length).toBeGreaterThan(50);
    const text = notices();
    for (const folder of folders) {
      const { name, version, license } = JSON.parse(
        readFileSync(path.join(folder, 'package.json'), 'utf8'),
      ) as Record<string, string>;
      expect(text).toContain(`\n${name} ${version}\nLicence: ${license}\n`);
      const [own] = readdirSync(folder).filter((file) => /^(licen[cs]e|copying)/i.test(file));
      const words =
        own === undefined
          ? `https://spdx.org/licenses/${license}.html`
          : readFileSync(path.join(folder, own), 'utf8').trim().replaceAll('\r\n', '\n');
      expect(text, name).toContain(words);
    }
  });

  it('leave out no NOTICE, which an Apache licence asks for as well', () => {
    const withNotice = bundledPackages().filter((folder) =>
      readdirSync(folder).some((file) => /^notice/i.test(file)),
    );
    expect(withNotice).toEqual([]);
  });

  function bundledPackages(): string[] {
    const folders = ['dist/main', 'dist/renderer/assets'].map((folder) => path.join(root, folder));
    const maps = folders.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.map'))
        .map((name) => path.join(folder, name)),
    );
    const sources = maps.flatMap((map) => {
      const listed = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
      return listed.sources.map((source) => path.resolve(path.dirname(map), source).replaceAll('\\', '/'));
    });
    const found = sources.map((source) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(source)?.[0]);
    return [...new Set(found.filter((each) => each !== undefined))].sort();
  }
});

describe.runIf(canPackForMac)('the Mac app', () => {
  const contents = path.join(place, 'mac', 'mac', 'Pilotlight.app', 'Contents');

  it('has no Dock icon, opens pilotlight:// links and knows the hash of its app.asar', () => {
    const info = readFileSync(path.join(contents, 'Info.plist'), 'utf8').replace(/\s+/g, '');
    expect(info).toContain('<key>LSUIElement</key><true/>');
    expect(info).toContain('<key>CFBundleIdentifier</key><string>app.pilotlight</string>');
    expect(info).toContain('<key>CFBundleURLSchemes</key><array><string>pilotlight</string></array>');
    expect(info).toMatch(/<key>Resources\/app\.asar<\/key><dict><key>algorithm<\/key><string>SHA256/);
    expect(info).toContain('<key>LSApplicationCategoryType</key>');
    expect(info).toMatch(/<key>NSHumanReadableCopyright<\/key><string>[^<]*ThePilotlightauthors</);
    expect(info).toContain('<key>NSLocalNetworkUsageDescription</key>');
    expect(existsSync(path.join(contents, 'Resources', 'icon.icns'))).toBe(true);
  });

  it('has the same fuses, and the same files inside', async () => {
    expect(await getCurrentFuseWire(path.dirname(contents))).toMatchObject(expectedFuses);
    expect(existsSync(path.join(contents, 'Resources', 'THIRD-PARTY-NOTICES.txt'))).toBe(true);
    expect(contentsOf(path.join(contents, 'Resources', 'app.asar'))).toEqual(contentsOf(asar));
  });
});

/** A popover that opens by a click has no time for more; `npm run bench package-size` prints the figures. */
describe('the JavaScript of the page', () => {
  it('is at most 200 kB, gzip, before the panel shows', () => {
    const scripts = pageScriptsIn(asar);
    const atFirst = loadedAtFirst(scripts, 'Panel');
    expect(atFirst.size).toBeGreaterThan(5);
    expect(gzipBytes(scripts, atFirst)).toBeLessThanOrEqual(200_000);
  });

  it.each(['Panel', 'MainWindow'] as const)(
    'leaves editor and plots for when they are wanted: %s',
    (window) => {
      const scripts = pageScriptsIn(asar);
      const atFirst = loadedAtFirst(scripts, window);
      for (const name of ['ConfigEditor', 'Chart', 'PanelOrder']) {
        for (const chunk of chunksNamed(scripts, name)) expect(atFirst).not.toContain(chunk);
      }
    },
  );
});

/** dmg, nsis, AppImage and deb need tools that are downloaded; here is what they would be told. */
describe('what installers are told', () => {
  const configIn = (environment: Record<string, string>) =>
    builderConfig({ electronDist: null, output: place, environment });

  it('names a kind for each system, and a .deb only where there is a maintainer to name', () => {
    const kinds = (targets: unknown) => (targets as { target: string }[]).map(({ target }) => target);
    const config = configIn({ GITHUB_REPOSITORY: 'somebody/pilotlight' });
    expect(kinds(config.mac?.target)).toEqual(['dmg', 'zip']);
    expect(kinds(config.win?.target)).toEqual(['nsis']);
    expect(kinds(config.linux?.target)).toEqual(['AppImage', 'deb']);
    expect(config.linux?.maintainer).toMatch(/<\S+@\S+>/);
    expect(kinds(configIn({}).linux?.target)).toEqual(['AppImage']);
    expect(config.extraMetadata?.homepage).toBe('https://github.com/somebody/pilotlight');
  });

  it('publishes drafts of the repository it is built in, and nothing elsewhere', () => {
    expect(configIn({ GITHUB_REPOSITORY: 'somebody/pilotlight' }).publish).toEqual({
      provider: 'github',
      releaseType: 'draft',
      owner: 'somebody',
      repo: 'pilotlight',
    });
    expect(configIn({}).publish).toBeNull();
  });

  it('asks for the hardened runtime with one exception, and for notarising where the keys are', () => {
    const { mac } = configIn({});
    expect(mac).toMatchObject({ hardenedRuntime: true, notarize: false });
    expect(configIn({ APPLE_API_KEY: 'key' }).mac?.notarize).toBe(true);
    const entitlements = readFileSync(path.resolve(root, mac?.entitlements ?? ''), 'utf8');
    expect(entitlements.match(/<key>.*<\/key>/g)).toEqual(['<key>com.apple.security.cs.allow-jit</key>']);
  });

  it('points at icons that exist', () => {
    const { mac, win, linux } = configIn({});
    for (const icon of [mac?.icon, win?.icon, linux?.icon]) {
      expect(existsSync(path.resolve(root, String(icon))), String(icon)).toBe(true);
    }
  });
});
