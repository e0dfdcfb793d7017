/** The parts of Electron that need only a line or two each. */
import { EventEmitter } from 'node:events';
import { commandLineSwitches } from './app-facts.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

const shortcuts = new Map<string, () => void>();
const taken = new Set<string>();

const modifiers =
  /^(Command|Cmd|Control|Ctrl|CommandOrControl|CmdOrCtrl|Alt|Option|AltGr|Shift|Super|Meta)$/i;

/** As strict as the tests need: modifiers, then one key. */
function isAccelerator(text: string): boolean {
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  return /^\S+$/.test(key) && !modifiers.test(key) && parts.every((part) => modifiers.test(part));
}

export class GlobalShortcut {
  register(accelerator: string, callback: () => void): boolean {
    if (!isAccelerator(accelerator)) throw new TypeError('Error processing argument at index 0');
    if (taken.has(accelerator) || shortcuts.has(accelerator)) return false;
    shortcuts.set(accelerator, callback);
    return true;
  }

  registerAll(accelerators: string[], callback: () => void): void {
    for (const accelerator of accelerators) this.register(accelerator, callback);
  }

  isRegistered(accelerator: string): boolean {
    return shortcuts.has(accelerator);
  }

  unregister(accelerator: string): void {
    shortcuts.delete(accelerator);
  }

  unregisterAll(): void {
    shortcuts.clear();
  }
}

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
const storage = {
  available: true,
  // Chromium's own switch for a desktop without a keyring: it then seals with a password everybody knows.
  backend: (commandLineSwitches().get('password-store') === 'basic'
    ? 'basic_text'
    : 'gnome_libsecret') as Backend,
};
const sealMark = Buffer.from('stand-in:');
const flipped = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a));

/** Not encryption: the plain text is only made unreadable at a glance, so that a test can look for leaks. */
export class SafeStorage {
  isEncryptionAvailable(): boolean {
    return storage.available;
  }

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return storage.available;
  }

  encryptString(plainText: string): Buffer {
    if (!storage.available)
      throw new Error('Error while encrypting the text provided to safeStorage.encryptString.');
    return Buffer.concat([sealMark, flipped(Buffer.from(plainText))]);
  }

  decryptString(encrypted: Buffer): string {
    const ours = encrypted.subarray(0, sealMark.length).equals(sealMark);
    if (!storage.available || !ours) {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    }
    return flipped(encrypted.subarray(sealMark.length)).toString();
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    return this.encryptString(plainText);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    return { result: this.decryptString(encrypted), shouldReEncrypt: false };
  }

  getSelectedStorageBackend() {
    return storage.backend;
  }

  setUsePlainTextEncryption(_usePlainText: boolean): void {}
}

const copied = { text: '' };

export class Clipboard {
  async writeText(text: string): Promise<void> {
    copied.text = text;
  }

  async readText(): Promise<string> {
    return copied.text;
  }

  clear(): void {
    copied.text = '';
  }
}

export class SystemPreferences extends EventEmitter {
  getAnimationSettings(): Electron.AnimationSettings {
    return {
      shouldRenderRichAnimation: true,
      scrollAnimationsEnabledBySystem: true,
      prefersReducedMotion: false,
    };
  }

  getAccentColor(): string {
    return '0000ffff';
  }
}

export class CrashReporter {
  start(_options: Electron.CrashReporterStartOptions): void {}

  getUploadToServer(): boolean {
    return false;
  }

  addExtraParameter(_key: string, _value: string): void {}
}

refuseUnknownOfClass('globalShortcut', GlobalShortcut);
refuseUnknownOfClass('safeStorage', SafeStorage);
refuseUnknownOfClass('clipboard', Clipboard);
refuseUnknownOfClass('systemPreferences', SystemPreferences);
refuseUnknownOfClass('crashReporter', CrashReporter);

export const globalShortcut = new GlobalShortcut();
export const safeStorage = new SafeStorage();
export const clipboard = new Clipboard();
export const systemPreferences = new SystemPreferences();
export const crashReporter = new CrashReporter();

export const smallVerbs = {
  'shortcuts.list': () => [...shortcuts.keys()],
  'shortcuts.press': ({ accelerator }: { accelerator: string }) => {
    const callback = shortcuts.get(accelerator);
    if (!callback)
      throw new Error(`electron stand-in: no shortcut ${accelerator} among: ${[...shortcuts.keys()]}`);
    callback();
  },
  /** Another program holds it: registering it fails. */
  'shortcuts.take': ({ accelerator }: { accelerator: string }) => {
    taken.add(accelerator);
  },
  'safeStorage.set': ({ available }: { available: boolean }) => {
    storage.available = available;
    storage.backend = available ? 'gnome_libsecret' : 'unknown';
  },
  'clipboard.read': () => copied.text,
};
