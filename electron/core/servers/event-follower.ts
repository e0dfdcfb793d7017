import type { Model, ModelState } from '../../../shared/servers.ts';
import { atMostEvery } from '../polling/at-most-every.ts';
import type { Clock, Log } from '../ports.ts';
import { contradicts } from './server-facts.ts';
import type { AdapterContext, ServerAdapter, ServerEvent } from './types.ts';

/** Streams may tell of changes faster than anybody can look or read. */
const lookEveryMs = 1_000;
const showEveryMs = 100;

export type EventFollowerOptions = {
  clock: Clock;
  log: Log;
  /** A stream may name any number of models: only listed ones are remembered. */
  isListed(modelId: string): boolean;
  /** Something changed that only a look can tell. */
  look(): void;
  /** What the overlay holds is another thing now. */
  show(): void;
  /** The stream is gone: polling has to do without it. */
  ended(): void;
};

export type EventFollower = {
  /** What the stream told of models since the last look told everything. */
  overlay: ReadonlyMap<string, ModelState>;
  /** A stream tells: polling may be slower. */
  isOpen(): boolean;
  /** Opens the stream unless one is open. */
  follow(open: NonNullable<ServerAdapter['events']>, context: AdapterContext): void;
  lookBegins(): void;
  /**
   * What the stream told before the look began and what the look found otherwise is forgotten: a stream that stalls
   * after it said "loading" must not hold on to that.
   */
  looked(models: readonly Model[]): void;
  stop(): void;
};

/** Follows the event stream of one server, where its kind has one. */
export function followEvents(options: EventFollowerOptions): EventFollower {
  const overlay = new Map<string, ModelState>();
  const toldDuringLook = new Set<string>();
  const lookSoon = atMostEvery(options.clock, lookEveryMs, options.look);
  const showSoon = atMostEvery(options.clock, showEveryMs, options.show);
  let stopper: AbortController | null = null;
  let isOpen = false;

  async function read(stream: AsyncIterable<ServerEvent>): Promise<void> {
    try {
      for await (const event of stream) {
        isOpen = true;
        if (event.is === 'changed') lookSoon();
        else note(event.modelId, event.state);
      }
    } catch (error) {
      options.log.warn('The event stream broke.', { error: String(error) });
    }
  }

  function note(modelId: string, state: ModelState | null): void {
    if (state === null) overlay.delete(modelId);
    else if (options.isListed(modelId)) overlay.set(modelId, state);
    else return;
    toldDuringLook.add(modelId);
    showSoon();
  }

  return {
    overlay,
    isOpen: () => isOpen,
    follow(open, context) {
      if (stopper !== null) return;
      const own = new AbortController();
      stopper = own;
      void read(open(context, own.signal)).finally(() => {
        isOpen = false;
        overlay.clear();
        // A moment's pause, so that a stream that ends at once is not opened in a loop: the next poll reopens it.
        if (stopper === own) stopper = null;
        options.ended();
      });
    },
    lookBegins: () => toldDuringLook.clear(),
    looked(models) {
      for (const { id, state } of models) {
        const told = overlay.get(id);
        if (told !== undefined && !toldDuringLook.has(id) && contradicts(state, told)) overlay.delete(id);
      }
    },
    stop() {
      stopper?.abort();
      overlay.clear();
    },
  };
}
