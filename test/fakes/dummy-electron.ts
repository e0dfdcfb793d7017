import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * As much of an unpacked Electron as packing needs: the files that are renamed, rewritten or thrown away, and a program
 * that does nothing but carry the row of fuses.
 */

/** Electron looks for these letters in itself; after them: version, number of fuses, one digit for each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron 45 ships them. */
const shippedFuses = '101100011';

const languages = { linux: ['en-US', 'en-GB', 'sv', 'zh-CN', 'fr', 'de'], mac: ['en', 'sv', 'zh_CN', 'fr'] };

function program(): Buffer {
  return Buffer.concat([
    Buffer.alloc(4096, 'code'),
    Buffer.from(fuseMark),
    Buffer.from([1, shippedFuses.length]),
    Buffer.from(shippedFuses),
    Buffer.alloc(512),
  ]);
}

function plist(program: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${program}</string></dict></plist>`;
}

function write(folder: string, files: Record<string, string | Buffer>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
  return folder;
}

export function dummyLinuxElectron(folder: string): string {
  const locales = languages.linux.map((name) => [`locales/${name}.pak`, name]);
  return write(folder, {
    electron: program(),
    'chrome-sandbox': 'sandbox',
    'libffmpeg.so': 'library',
    'resources.pak': 'resources',
    version: 'number',
    'resources/default_app.asar': 'the app of an Electron without one',
    LICENSE: 'licence of Electron',
    'LICENSES.chromium.html': 'licences of Chromium',
    ...Object.fromEntries(locales),
  });
}

export function dummyMacElectron(folder: string): string {
  const contents = 'Electron.app/Contents';
  const framework = `${contents}/Frameworks/Electron Framework.framework`;
  const inResources = (name: string) => [
    [`${contents}/Resources/${name}.lproj/locale.pak`, name],
    [`${framework}/Resources/${name}.lproj/locale.pak`, name],
    [`${framework}/Versions/A/Resources/${name}.lproj/locale.pak`, name],
  ];
  const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].flatMap((kind) => [
    [`${contents}/Frameworks/Electron Helper${kind}.app/Contents/Info.plist`, plist('Electron Helper')],
    [`${contents}/Frameworks/Electron Helper${kind}.app/Contents/MacOS/Electron Helper${kind}`, 'helper'],
  ]);
  return write(folder, {
    [`${contents}/Resources/default_app.asar`]: 'the app of an Electron without one',
    [`${contents}/MacOS/Electron`]: 'start of the framework',
    [`${contents}/Info.plist`]: plist('Electron'),
    [`${framework}/Electron Framework`]: program(),
    ...Object.fromEntries(helpers),
    ...Object.fromEntries(languages.mac.flatMap(inResources)),
  });
}
