import { asElectron } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type Kind = 'message' | 'open' | 'save';
type Box = Electron.MessageBoxReturnValue;
type Open = Electron.OpenDialogReturnValue;
type Save = Electron.SaveDialogReturnValue;

export type DialogAnswers = { message: Partial<Box>; open: Partial<Open>; save: Partial<Save> };
export type DialogView = { number: number; kind: Kind | 'error'; options: unknown; open: boolean };

type Asked = { view: DialogView; settle: ((answer: object) => void) | null };

const asked: Asked[] = [];
const prepared: Record<Kind, object[]> = { message: [], open: [], save: [] };

/** Functions and windows in the options do not cross to the test. */
function plain(options: unknown): unknown {
  return JSON.parse(JSON.stringify(options ?? null));
}

function note(kind: DialogView['kind'], options: unknown): Asked {
  const entry: Asked = {
    view: { number: asked.length, kind, options: plain(options), open: false },
    settle: null,
  };
  asked.push(entry);
  return entry;
}

/** Answered at once when the test prepared an answer, otherwise stays open until it gives one. */
function ask<Answer>(kind: Kind, options: unknown, standard: Answer): Promise<Answer> {
  const entry = note(kind, options);
  const ready = prepared[kind].shift();
  if (ready) return Promise.resolve({ ...standard, ...ready });
  entry.view.open = true;
  return new Promise((resolve) => {
    entry.settle = (answer) => {
      entry.view.open = false;
      resolve({ ...standard, ...answer });
    };
  });
}

function askNow<Answer>(kind: Kind, options: unknown): Answer {
  note(kind, options);
  const ready = prepared[kind].shift();
  if (!ready) throw new Error(`electron stand-in: a blocking ${kind} dialog needs an answer prepared before`);
  return asElectron(ready);
}

/** With or without a window in front, the options come last. */
function optionsOf(first: object, second: object | undefined): object {
  return second ?? first;
}

export class Dialog {
  showMessageBox(first: object, second?: object): Promise<Box> {
    return ask('message', optionsOf(first, second), { response: 0, checkboxChecked: false });
  }

  showMessageBoxSync(first: object, second?: object): number {
    return askNow<Box>('message', optionsOf(first, second)).response;
  }

  showOpenDialog(first: object, second?: object): Promise<Open> {
    return ask('open', optionsOf(first, second), { canceled: false, filePaths: [] as string[] });
  }

  showSaveDialog(first: object, second?: object): Promise<Save> {
    return ask('save', optionsOf(first, second), { canceled: false, filePath: '' });
  }

  showErrorBox(title: string, content: string): void {
    note('error', { title, content });
  }
}

refuseUnknownOfClass('dialog', Dialog);
export const dialog = new Dialog();

export const dialogVerbs = {
  'dialogs.list': (): DialogView[] => asked.map(({ view }) => view),

  'dialogs.answer': ({ kind, answer }: { kind: Kind; answer: object }) => {
    const waiting = asked.find(({ view }) => view.kind === kind && view.open);
    if (waiting?.settle) waiting.settle(answer);
    else prepared[kind].push(answer);
  },
};
