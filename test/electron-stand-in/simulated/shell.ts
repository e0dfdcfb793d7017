import { refuseUnknownOfClass } from './refuse-unknown.ts';

export type ShellCall = {
  what: 'openExternal' | 'openPath' | 'showItemInFolder' | 'trashItem' | 'beep';
  target: string;
};

const calls: ShellCall[] = [];
const failure = { message: null as string | null };

export class Shell {
  async openExternal(url: string, _options?: Electron.OpenExternalOptions): Promise<void> {
    calls.push({ what: 'openExternal', target: url });
    if (failure.message) throw new Error(failure.message);
  }

  async openPath(path: string): Promise<string> {
    calls.push({ what: 'openPath', target: path });
    return failure.message ?? '';
  }

  showItemInFolder(fullPath: string): void {
    calls.push({ what: 'showItemInFolder', target: fullPath });
  }

  async trashItem(path: string): Promise<void> {
    calls.push({ what: 'trashItem', target: path });
    if (failure.message) throw new Error(failure.message);
  }

  beep(): void {
    calls.push({ what: 'beep', target: '' });
  }
}

refuseUnknownOfClass('shell', Shell);
export const shell = new Shell();

export const shellVerbs = {
  'shell.calls': () => [...calls],
  'shell.fail': ({ message }: { message: string | null }) => {
    failure.message = message;
  },
};
