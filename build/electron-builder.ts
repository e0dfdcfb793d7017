import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Configuration } from 'electron-builder';
import { linkScheme } from '../electron/desktop/link-place.ts';
import { languages } from '../shared/settings.ts';
import { mainFilesOfApp } from './app-files.ts';
import { setFuses } from './set-fuses.ts';
import { noticesFile } from './third-party-notices.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));

export type PackageOptions = {
  /** A folder with an unpacked Electron, or with its zip files; null: electron-builder downloads it. */
  electronDist: string | null;
  output: string;
  environment: Record<string, string | undefined>;
};

const appName = 'pilotlight';
const productName = 'Pilotlight';
const everyChip: ('x64' | 'arm64')[] = ['x64', 'arm64'];

/**
 * How Pilotlight is packed. Everything it runs is in dist/, with its libraries inside, so no node_modules are packed.
 * Signing and notarising take what they need from the environment (CSC_LINK, APPLE_API_KEY and so on); without it the
 * package is not signed, and electron-builder says so.
 */
export function builderConfig({ electronDist, output, environment }: PackageOptions): Configuration {
  const repository = repositoryOf(environment);
  return {
    appId: 'app.pilotlight',
    productName,
    directories: { output, buildResources: 'build' },
    ...(electronDist === null ? {} : { electronDist }),
    files: packedFiles(),
    // Outside the asar, where a person finds and reads it.
    extraResources: [{ from: `dist/${noticesFile}`, to: noticesFile }],
    // What the main package.json says for developers means nothing inside.
    extraMetadata: {
      // The name in menus, in the keychain and in notifications.
      productName,
      desktopName: `${appName}.desktop`,
      bin: null,
      engines: null,
      allowScripts: null,
      ...(repository === null
        ? {}
        : { homepage: `https://github.com/${repository.owner}/${repository.repo}` }),
    },
    asar: true,
    npmRebuild: false,
    electronLanguages: [...languages],
    artifactName: `${appName}-\${version}-\${os}-\${arch}.\${ext}`,
    protocols: [{ name: productName, schemes: [linkScheme] }],
    afterExtract: removeDefaultApp,
    afterPack: setFuses,
    publish: publishTo(repository),
    mac: macConfig(environment),
    linux: linuxConfig(repository),
    win: { target: [{ target: 'nsis', arch: everyChip }], icon: 'build/icons/rendered/app.ico' },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: false },
  };
}

/** An Electron unpacked elsewhere still has its own little app, which runs where ours is missing. */
async function removeDefaultApp({ appOutDir, electronPlatformName }: Extracted): Promise<void> {
  const isMac = electronPlatformName === 'darwin';
  const resources = isMac ? 'Electron.app/Contents/Resources' : 'resources';
  for (const name of [`${resources}/default_app.asar`, 'version']) {
    await rm(path.join(appOutDir, name), { force: true });
  }
}

type Extracted = { appOutDir: string; electronPlatformName: string };

/** No source maps: the main code is packed readable, and they would double the size. */
function packedFiles(): string[] {
  const main = mainFilesOfApp(path.join(root, 'dist/main'));
  return [
    'package.json',
    ...main.map((name) => `dist/main/${name}`),
    'dist/main/icons/*.png',
    'dist/preload/preload.cjs',
    'dist/renderer/**/*',
    '!**/*.map',
  ];
}

function macConfig(environment: PackageOptions['environment']): NonNullable<Configuration['mac']> {
  return {
    target: [
      { target: 'dmg', arch: everyChip },
      { target: 'zip', arch: everyChip },
    ],
    category: 'public.app-category.developer-tools',
    icon: 'build/icons/rendered/app.icns',
    hardenedRuntime: true,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    // Said only where the keys for it are: a package made at home is not sent to Apple.
    notarize: ['APPLE_API_KEY', 'APPLE_ID', 'APPLE_KEYCHAIN_PROFILE'].some((name) => environment[name]),
    extendInfo: {
      // Starts without a Dock icon; main shows one while the window is open.
      LSUIElement: true,
      NSLocalNetworkUsageDescription:
        'Pilotlight asks the model servers on your network which models are loaded.',
    },
  };
}

function linuxConfig(repository: Repository | null): NonNullable<Configuration['linux']> {
  return {
    // A .deb must name a maintainer and a home page, which only a repository has.
    target: (repository === null ? ['AppImage'] : ['AppImage', 'deb']).map((target) => ({
      target,
      arch: everyChip,
    })),
    ...(repository === null
      ? {}
      : { maintainer: `${repository.owner} <${repository.owner}@users.noreply.github.com>` }),
    executableName: appName,
    syncDesktopName: true,
    category: 'Development',
    icon: 'build/icons/rendered/linux',
    synopsis: 'Keeps local AI models warm, from the task bar',
    desktop: { entry: { Keywords: 'AI;LLM;model;Ollama;OpenClaw;', SingleMainWindow: 'true' } },
  };
}

type Repository = { owner: string; repo: string };

/** Where releases are published and updates are looked for. */
function repositoryOf({ GITHUB_REPOSITORY }: PackageOptions['environment']): Repository | null {
  const [owner, repo] = (GITHUB_REPOSITORY ?? '').split('/');
  return owner && repo ? { owner, repo } : null;
}

/** A draft: nobody is updated to it before a person has looked at it. Without a repository there are no updates. */
function publishTo(repository: Repository | null): NonNullable<Configuration['publish']> | null {
  return repository === null ? null : { provider: 'github', releaseType: 'draft', ...repository };
}
