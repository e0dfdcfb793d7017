import { Notification } from 'electron';
import type { App } from '../core/app.ts';
import type { Notice, NoticeAction } from '../core/notices.ts';
import type { Words } from './words.ts';

/** Draws what core found worth telling. When, how often and whether at all is decided there and by the system. */
export function showNotices({
  app,
  words,
  run,
}: {
  app: App;
  words: Words;
  run(action: NoticeAction): void;
}): void {
  // Without a reference a notification is forgotten before it is clicked.
  const shown = new Map<string, Notification>();
  let complained = false;

  function complain(reason: string): void {
    if (!complained) app.ports.log.warn('The system shows no notifications.', { reason });
    complained = true;
  }

  function show(notice: Notice): void {
    if (!Notification.isSupported()) {
      complain('not supported');
      return;
    }
    const { say } = words.current();
    shown.get(notice.id)?.close();
    const notification = new Notification({
      title: say(notice.title),
      body: say(notice.body),
      silent: true,
      actions: notice.actions.map(({ label }) => ({ type: 'button', text: say(label) })),
    });
    const forget = () => {
      if (shown.get(notice.id) === notification) shown.delete(notice.id);
    };
    notification.on('action', (_details, index) => {
      const action = notice.actions[index];
      if (action !== undefined) run(action.does);
      forget();
    });
    notification.on('click', () => {
      run(openingOf(notice));
      forget();
    });
    notification.on('close', forget);
    notification.on('failed', (_event, reason) => {
      complain(reason);
      forget();
    });
    shown.set(notice.id, notification);
    notification.show();
  }

  app.notices.onNotice(show);
}

/** A click on the notification itself only ever shows: loading takes the button that says so. */
function openingOf({ actions }: Notice): NoticeAction {
  const opening = actions.find(({ does }) => does.is === 'open');
  return opening?.does ?? { is: 'open', place: 'models' };
}
