/** What happens in the pages, brought to the contents they belong to. */
import type { PageEvent, PageMessage } from '../wire.ts';
import { asElectron, makeEvent } from './faithful.ts';
import { answer } from './host.ts';
import { dispatchInvoke, dispatchSend, type Sender } from './ipc-main.ts';
import {
  contentsById,
  contentsState,
  deliver,
  forgetFrame,
  frameOf,
  type WebContents,
} from './web-contents.ts';

/** The app and the windows hear of it too; set by them, so that contents need not know either. */
export const pageListeners = {
  crashed: (_contents: WebContents, _details: Electron.RenderProcessGoneDetails) => {},
  closedFromOutside: (_contents: WebContents) => {},
  titled: (_contents: WebContents, _title: string) => {},
  openWindow: (_opener: WebContents, _url: string, _options: Electron.BrowserWindowConstructorOptions) => {},
};

async function handleMessage(sender: Sender, message: PageMessage): Promise<void> {
  const { contents, frame } = sender;
  switch (message.kind) {
    case 'send':
      return dispatchSend(sender, message.channel, message.args);
    case 'preload-error': {
      const error = Object.assign(new Error(message.message), { stack: message.stack });
      contents.emit('preload-error', makeEvent({}), contentsState(contents).preferences.preload ?? '', error);
      return;
    }
    case 'invoke': {
      const outcome = await dispatchInvoke(sender, message.channel, message.args);
      if (contents.isDestroyed() || !frame) return;
      deliver(contents, frame.frameToken, { kind: 'reply', callId: message.callId, ...outcome });
    }
  }
}

function handleEvent(contents: WebContents, event: PageEvent): void {
  const state = contentsState(contents);
  switch (event.kind) {
    case 'dom-ready':
      contents.emit('dom-ready', makeEvent({}));
      return;
    case 'loaded':
      contents.emit('did-finish-load');
      contents.emit('ready-to-show');
      return;
    case 'title':
      state.title = event.title;
      contents.emit('page-title-updated', makeEvent({}), event.title, true);
      pageListeners.titled(contents, event.title);
      return;
    case 'navigated':
      navigated(contents, event);
      return;
    case 'frame-detached':
      forgetFrame(contents, event.token);
      return;
    case 'console':
      contents.emit(
        'console-message',
        makeEvent({ message: event.text, level: event.level, frame: state.mainFrame }),
      );
      return;
    case 'crashed': {
      state.crashed = true;
      const details: Electron.RenderProcessGoneDetails = { reason: 'crashed', exitCode: 5 };
      contents.emit('render-process-gone', makeEvent({}), details);
      pageListeners.crashed(contents, details);
      return;
    }
    case 'closed':
      pageListeners.closedFromOutside(contents);
      return;
  }
}

function navigated(contents: WebContents, event: Extract<PageEvent, { kind: 'navigated' }>): void {
  const state = contentsState(contents);
  const frame = frameOf(contents, event.frame);
  const isMain = event.frame.parent === null;
  if (isMain) {
    state.url = event.url;
    state.crashed = false;
  }
  if (event.sameDocument) {
    contents.emit('did-navigate-in-page', makeEvent({}), event.url, isMain, frame.processId, frame.routingId);
    return;
  }
  if (isMain) contents.emit('did-navigate', makeEvent({}), event.url, 200, 'OK');
  contents.emit(
    'did-frame-navigate',
    makeEvent({}),
    event.url,
    200,
    'OK',
    isMain,
    frame.processId,
    frame.routingId,
  );
}

answer('pageMessage', async ({ id, frame, message }) => {
  const contents = contentsById(id);
  if (contents) await handleMessage({ contents, frame: frameOf(contents, frame) }, message);
});

answer('pageEvent', ({ id, event }) => {
  const contents = contentsById(id);
  if (contents) handleEvent(contents, event);
});

answer('willNavigate', ({ id, url, frame }) => {
  const contents = contentsById(id);
  if (!contents) return { prevented: true };
  const isMainFrame = frame.parent === null;
  const target = asElectron<Electron.WebFrameMain>(frameOf(contents, frame));
  const details = makeEvent({ url, isMainFrame, isSameDocument: false, frame: target, initiator: target });
  contents.emit('will-frame-navigate', details);
  if (isMainFrame) {
    contents.emit('will-navigate', details, url, false, true, target.processId, target.routingId);
  }
  return { prevented: details.defaultPrevented };
});

answer('windowOpen', ({ id, url, frameName, disposition }) => {
  const contents = contentsById(id);
  if (!contents) return;
  const response = contentsState(contents).openHandler?.({
    url,
    frameName,
    features: '',
    disposition: disposition as Electron.HandlerDetails['disposition'],
    referrer: { url: contents.getURL(), policy: 'strict-origin-when-cross-origin' },
  }) ?? { action: 'allow' };
  if (response.action === 'deny') return;
  if (response.createWindow)
    throw new Error('electron stand-in: createWindow of an open handler is not simulated');
  pageListeners.openWindow(contents, url, response.overrideBrowserWindowOptions ?? {});
});
