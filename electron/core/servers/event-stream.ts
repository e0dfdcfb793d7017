import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { HttpStream } from '../ports.ts';

/** An event longer than this is no event of any server we know, nor is so much that holds none: reading stops. */
const longestEvent = 1024 * 1024;

/** Server-sent events as they come. Ends with the stream; a stream of something else gives nothing. */
export async function* readEvents(stream: HttpStream): AsyncGenerator<EventSourceMessage> {
  const complete: EventSourceMessage[] = [];
  let tooLong = false;
  /** The parser skips lines it does not know however long they are, and what is skipped has to end as well. */
  let withoutEvent = 0;
  const parser = createParser({
    onEvent: (event) => complete.push(event),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') tooLong = true;
    },
    maxBufferSize: longestEvent,
  });
  try {
    for await (const chunk of stream.chunks) {
      parser.feed(chunk);
      withoutEvent = complete.length > 0 ? 0 : withoutEvent + chunk.length;
      yield* complete.splice(0);
      if (tooLong || withoutEvent > longestEvent) return;
    }
  } finally {
    stream.close();
  }
}

/** The data of an event as JSON; undefined when it is not. */
export function eventData(event: EventSourceMessage): unknown {
  try {
    return JSON.parse(event.data);
  } catch {
    return undefined;
  }
}
