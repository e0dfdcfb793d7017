import { EventEmitter } from 'node:events';
import { makeEvent } from './faithful.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

export type NotificationView = {
  number: number;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  urgency: string;
  timeoutType: string;
  closeButtonText: string;
  actions: { type: string; text: string }[];
  /** `failed` when the test said the system refuses notifications. */
  state: 'made' | 'shown' | 'closed' | 'failed';
};

type Options = Electron.NotificationConstructorOptions;
const all: { notification: Notification; state: NotificationView['state'] }[] = [];
const system = { supported: true, refusal: null as string | null };

function entryOf(notification: Notification) {
  const found = all.find((one) => one.notification === notification);
  if (!found) throw new Error('electron stand-in: not a notification');
  return found;
}

export class Notification extends EventEmitter {
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  sound: string;
  closeButtonText: string;
  toastXml: string;
  urgency: 'normal' | 'critical' | 'low';
  timeoutType: 'default' | 'never';
  actions: Electron.NotificationAction[];
  readonly id: string;
  readonly groupId: string;

  constructor(options: Options = {}) {
    super();
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.sound = options.sound ?? '';
    this.closeButtonText = options.closeButtonText ?? '';
    this.toastXml = options.toastXml ?? '';
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
    this.id = options.id ?? `stand-in-${all.length + 1}`;
    this.groupId = options.groupId ?? '';
    all.push({ notification: this, state: 'made' });
  }

  static isSupported(): boolean {
    return system.supported;
  }

  show(): void {
    const entry = entryOf(this);
    if (system.refusal) {
      entry.state = 'failed';
      this.emit('failed', makeEvent({}), system.refusal);
      return;
    }
    entry.state = 'shown';
    setImmediate(() => this.emit('show', makeEvent({})));
  }

  close(): void {
    const entry = entryOf(this);
    if (entry.state !== 'shown') return;
    entry.state = 'closed';
    setImmediate(() => this.emit('close', makeEvent({})));
  }
}

refuseUnknownOfClass('Notification', Notification);

function view({ notification, state }: (typeof all)[number], index: number): NotificationView {
  const { title, subtitle, body, silent, urgency, timeoutType, closeButtonText } = notification;
  const actions = notification.actions.map(({ type, text }) => ({ type, text: text ?? '' }));
  return {
    number: index,
    title,
    subtitle,
    body,
    silent,
    urgency,
    timeoutType,
    closeButtonText,
    actions,
    state,
  };
}

function shown(number: number): Notification {
  const entry = all[number];
  if (entry?.state !== 'shown') throw new Error(`electron stand-in: notification ${number} is not on screen`);
  return entry.notification;
}

export const notificationVerbs = {
  'notifications.list': (): NotificationView[] => all.map(view),

  'notifications.click': ({ number }: { number: number }) => {
    shown(number).emit('click', makeEvent({}));
  },

  'notifications.action': ({ number, action }: { number: number; action: number | string }) => {
    const notification = shown(number);
    const texts = notification.actions.map(({ text }) => text ?? '');
    const actionIndex = typeof action === 'number' ? action : texts.indexOf(action);
    if (!notification.actions[actionIndex]) {
      throw new Error(`electron stand-in: no action "${action}" among: ${texts.join(', ')}`);
    }
    notification.emit('action', makeEvent({ actionIndex, selectionIndex: -1 }), actionIndex, -1);
  },

  'notifications.dismiss': ({ number }: { number: number }) => {
    shown(number).close();
  },

  'notifications.support': ({ supported, refusal }: { supported: boolean; refusal: string | null }) => {
    system.supported = supported;
    system.refusal = refusal;
  },
};
