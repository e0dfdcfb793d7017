import { dialog, app as electronApp } from 'electron';
import type { Failure } from '../../shared/failures.ts';
import type { Words } from './words.ts';

/** Questions and answers in the system's own boxes, for what is started from a menu. */
export type Ask = {
  /** Whether the person chose the button named; the safe one is the default. */
  confirm(question: { title: string; text: string; button: string }): Promise<boolean>;
  /** A window with edits nobody saved is about to close: everything waits for the answer. */
  mayLoseEdits(): boolean;
  /** A window does not answer. Whether to open it anew. */
  giveUpWindow(): Promise<boolean>;
  tell(failure: Failure): void;
  /** A box is open: nothing of ours may come in front of it. */
  isOpen(): boolean;
};

export function createAsk(words: Words): Ask {
  let open = 0;

  const boxOf = ({ title, text, button }: { title: string; text: string; button: string }) => ({
    type: 'question' as const,
    message: title,
    detail: text,
    buttons: [button, words.current().t('common.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });

  async function show(options: Electron.MessageBoxOptions): Promise<number> {
    open += 1;
    try {
      // From the menu bar the app is not in front; its question has to be.
      electronApp.focus({ steal: true });
      return (await dialog.showMessageBox(options)).response;
    } finally {
      open -= 1;
    }
  }

  const confirm: Ask['confirm'] = async (question) => (await show(boxOf(question))) === 0;

  return {
    confirm,
    mayLoseEdits() {
      const { t } = words.current();
      const box = boxOf({
        title: t('ask.closeUnsaved'),
        text: t('ask.closeUnsaved.text'),
        button: t('ask.closeUnsaved.close'),
      });
      return dialog.showMessageBoxSync(box) === 0;
    },
    giveUpWindow() {
      const { t } = words.current();
      return confirm({
        title: t('ask.windowHangs'),
        text: t('ask.windowHangs.text'),
        button: t('ask.windowHangs.reopen'),
      });
    },
    tell(failure) {
      const { title, advice } = words.current().failure(failure);
      void show({ type: 'warning', message: title, detail: `${advice}\n\n${failure.detail}`, noLink: true });
    },
    isOpen: () => open > 0,
  };
}
