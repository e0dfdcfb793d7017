import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { type AfterPackContext, Arch } from 'electron-builder';

/** Electron's switches that only a package can set. One that Electron adds must be decided here before it is packed. */
const fuses = {
  // Nobody borrows this app's name, signature and keychain items to run a script of their own.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Pages come from app://, never from file://.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // As Electron ships them.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

/** Before signing, because it changes the binary. */
export async function setFuses(context: AfterPackContext): Promise<void> {
  const isMac = context.electronPlatformName === 'darwin';
  await flipFuses(path.join(context.appOutDir, programOf(context)), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Apple's chips refuse a program whose signature no longer fits, even the one Electron ships with.
    resetAdHocDarwinSignature: isMac && context.arch === Arch.arm64 && process.platform === 'darwin',
    ...fuses,
  });
}

function programOf({ electronPlatformName, packager }: AfterPackContext): string {
  const { productFilename } = packager.appInfo;
  if (electronPlatformName === 'darwin') return `${productFilename}.app`;
  if (electronPlatformName === 'win32') return `${productFilename}.exe`;
  // Only the Linux packager has a program name of its own.
  return (packager as typeof packager & { executableName: string }).executableName;
}
