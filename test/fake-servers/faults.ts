import type { Call, HeaderMap } from './call.ts';
import { pause, type ServerClock } from './fake-clock.ts';

/** A way to misbehave, for the requests whose "METHOD /path?query" matches. */
export interface Fault {
  /** A part of "METHOD /path?query", or a pattern. Every request when left out. */
  match?: string | RegExp;
  /** How many requests suffer; all of them when left out. */
  times?: number;
  /** Wait first. `Infinity` never answers. Alone, the normal answer follows. */
  delayMs?: number;
  status?: number;
  body?: string | Buffer;
  headers?: HeaderMap;
  /** Drop the connection: before any byte, within the headers, or within the body. */
  cut?: 'connect' | 'headers' | 'body';
  /** A valid JSON string body of at least this many bytes. */
  flood?: number;
  /** One byte of an open JSON body per this many milliseconds. */
  slowLorisMs?: number;
  invalidUtf8?: boolean;
  /** An HTML error page, status 502 unless told. */
  html?: boolean;
  /** A body that never ends. */
  endless?: boolean;
  /** Events, and then silence or the same again without end; the connection stays open. */
  events?: { text: string; after: 'silence' | 'again' };
  /** Says more bytes than it sends, then closes. */
  wrongContentLength?: boolean;
}

const someJson = '{"object":"list","data":[{"id":"half';

/** Plays the fault. True when it also answered; false when the normal answer is still to come. */
export async function playFault(fault: Fault, call: Call, clock: ServerClock): Promise<boolean> {
  if (fault.delayMs !== undefined) await pause(clock, fault.delayMs, call.gone);
  if (call.gone.aborted) return true;
  if (fault.cut !== undefined) return cutConnection(fault.cut, call);
  if (fault.endless === true) return endless(call);
  if (fault.events !== undefined) return openEvents(fault.events, call);
  if (fault.slowLorisMs !== undefined) return slowLoris(fault.slowLorisMs, call, clock);
  if (fault.wrongContentLength === true) return shortBody(fault, call);
  if (fault.flood !== undefined) return answer(call, fault, floodBody(fault.flood));
  if (fault.invalidUtf8 === true) return answer(call, fault, invalidUtf8Body());
  if (fault.html === true) return answerHtml(call, fault);
  if (fault.body !== undefined || fault.status !== undefined) return answer(call, fault, fault.body ?? '');
  return false;
}

function cutConnection(where: 'connect' | 'headers' | 'body', call: Call): true {
  const socket = call.response.socket;
  if (where === 'headers') socket?.write('HTTP/1.1 200 OK\r\nContent-Type: applica');
  if (where === 'body') {
    socket?.write(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n${someJson}`,
    );
  }
  socket?.end(() => socket.destroy());
  return true;
}

function shortBody(fault: Fault, call: Call): true {
  const body = fault.body ?? '{"object":"list","data":[]}';
  const socket = call.response.socket;
  socket?.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n');
  socket?.write(`Content-Length: ${Buffer.byteLength(body) + 100}\r\n\r\n`);
  socket?.write(body);
  socket?.end(() => socket.destroy());
  return true;
}

function endless(call: Call): true {
  call.stream('application/json').write('{"object":"list","data":[');
  pour(call, '"filler",'.repeat(1000));
  return true;
}

function openEvents({ text, after }: NonNullable<Fault['events']>, call: Call): true {
  call.events().write(text);
  if (after === 'again') pour(call, text);
  return true;
}

/** As fast as it is taken, and no faster: what waits in between would be this program's memory. */
function pour(call: Call, piece: string): void {
  const { response } = call;
  const more = () => {
    if (call.gone.aborted || response.destroyed) return;
    if (response.write(piece)) setImmediate(more);
    else response.once('drain', more);
  };
  more();
}

function slowLoris(everyMs: number, call: Call, clock: ServerClock): true {
  const open = call.stream('application/json');
  const text = `${someJson}${'x'.repeat(100_000)}`;
  let sent = 0;
  const next = () => {
    if (call.gone.aborted || open.closed) return;
    open.write(text.charAt(sent++));
    cancel = clock.schedule(everyMs, next);
  };
  let cancel = clock.schedule(0, next);
  call.gone.addEventListener('abort', () => cancel());
  return true;
}

function answer(call: Call, fault: Fault, body: string | Buffer): true {
  call.raw(fault.status ?? 200, body, { 'content-type': 'application/json', ...fault.headers });
  return true;
}

function answerHtml(call: Call, fault: Fault): true {
  const page = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
  call.html(fault.status ?? 502, page, fault.headers);
  return true;
}

function floodBody(bytes: number): Buffer {
  return Buffer.from(`{"object":"list","data":[],"filler":"${'x'.repeat(bytes)}"}`);
}

function invalidUtf8Body(): Buffer {
  return Buffer.concat([
    Buffer.from('{"object":"list","data":[{"id":"bad-'),
    Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
    Buffer.from('","object":"model"}]}'),
  ]);
}
