import * as v from 'valibot';
import { type EventName, type EventPayload, events } from '../../shared/ipc-contract.ts';

/** Sends a contract event to every window; in development and tests the payload is checked on its way out. */
export type PushEvents = {
  push<Name extends EventName>(name: Name, payload: EventPayload<Name>): void;
  /** Adds a receiver; the returned function removes it. */
  addReceiver(send: (name: EventName, payload: unknown) => void): () => void;
  receivers(): number;
};

export function createPushEvents(options: { checkPayloads: boolean }): PushEvents {
  const receivers = new Set<(name: EventName, payload: unknown) => void>();
  return {
    push(name, payload) {
      if (receivers.size === 0) return;
      if (options.checkPayloads) v.parse(events[name], payload);
      for (const send of [...receivers]) send(name, payload);
    },
    addReceiver(send) {
      receivers.add(send);
      return () => void receivers.delete(send);
    },
    receivers: () => receivers.size,
  };
}
