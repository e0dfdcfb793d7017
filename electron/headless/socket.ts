import * as v from 'valibot';
import type { RawData, WebSocket } from 'ws';
import type { EventName, EventPayload } from '../../shared/ipc-contract.ts';
import type { Log } from '../core/ports.ts';
import { createCommandLimit } from '../ipc/command-limit.ts';
import type { Dispatch } from '../ipc/dispatch.ts';
import type { PushEvents } from '../ipc/push-events.ts';
import { ClientMessage, largestBacklogBytes, type ServerMessage } from './wire.ts';

/** The page a command came from: some answers are for it alone, of all pages of all browsers. */
export type AskingPage = {
  push<Name extends EventName>(event: Name, payload: EventPayload<Name>): void;
};

/** One page's socket: commands in, answers and events out, bounded in number and size. */
export function serveSocket(
  page: WebSocket,
  { dispatchFor, pushes, log }: { dispatchFor(page: AskingPage): Dispatch; pushes: PushEvents; log: Log },
): void {
  const dispatch = dispatchFor({ push: (event, payload) => send({ event, payload }) });
  const limit = createCommandLimit<WebSocket>();

  function send(message: ServerMessage): void {
    if (page.readyState !== page.OPEN) return;
    if (page.bufferedAmount > largestBacklogBytes) {
      log.warn('A page that does not read was cut off.');
      page.terminate();
      return;
    }
    page.send(JSON.stringify(message));
  }

  async function serve(data: RawData): Promise<void> {
    // What still comes after a malformed message is not listened to.
    if (page.readyState !== page.OPEN) return;
    const message = readMessage(data);
    if (message === null) {
      page.close(1007, 'invalid-input');
      return;
    }
    const result = await limit.run(page, () => dispatch(message.command, message.input));
    send({ id: message.id, result });
  }

  const removeReceiver = pushes.addReceiver((event, payload) => send({ event, payload }));
  page.on('message', (data) => void serve(data));
  page.on('error', (error) => log.warn('A socket failed.', { error: error.message }));
  page.once('close', removeReceiver);
}

function readMessage(data: RawData): ClientMessage | null {
  try {
    const parsed = v.safeParse(ClientMessage, JSON.parse(data.toString()));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
