import { gzipSync } from 'node:zlib';
import type { FailureCode } from '../../../shared/failures.ts';
import type { WireFault } from '../../fake-servers/fault-proxy.ts';

/** Everything the wire and the other end can do wrong, and what it is told as. */

export type NamedFault = { fault: WireFault; told: readonly FailureCode[] };

function answer(status: string, headers: Record<string, string>, body: string | Buffer): WireFault {
  const lines = { 'content-length': String(Buffer.byteLength(body)), ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  const bytes = Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${head.join('')}\r\n`),
    Buffer.from(body as string),
  ]);
  return { is: 'says', bytes: () => bytes, after: 'keep' };
}

function raw(text: string | Buffer, after: 'keep' | 'close' | 'pour' = 'close'): WireFault {
  return { is: 'says', bytes: () => text, after };
}

const json = { 'content-type': 'application/json' };
const page = '<!doctype html><html><body>Bad Gateway</body></html>';
const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'x'), { level: 9 });
const lost: readonly FailureCode[] = ['connection-lost'];
const strange: readonly FailureCode[] = ['wrong-kind-of-server', 'bad-answer', 'not-found'];

export const wireFaults: Readonly<Record<string, NamedFault>> = {
  'refuses connections': { fault: { is: 'refused' }, told: ['connection-refused'] },
  'resets at connect': { fault: { is: 'reset', at: 'connect' }, told: lost },
  'resets in the headers': { fault: { is: 'reset', at: 'headers' }, told: lost },
  'resets in the body': { fault: { is: 'reset', at: 'body' }, told: lost },
  'is silent': { fault: { is: 'silence' }, told: ['timed-out'] },
  'answers a byte at a time': { fault: { is: 'slow', everyMs: 20 }, told: ['timed-out'] },
  'redirects in a circle': {
    fault: answer('302 Found', { location: '/around' }, ''),
    told: ['redirect-refused'],
  },
  'redirects elsewhere': {
    fault: answer('301 Moved', { location: 'http://127.0.0.2:9/' }, ''),
    told: ['redirect-refused'],
  },
  'redirects elsewhere with a body that never ends': {
    fault: raw('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.2:9/\r\n\r\n', 'pour'),
    told: ['redirect-refused'],
  },
  'says 401': { fault: answer('401 Unauthorized', json, '{"error":"no"}'), told: ['unauthorised'] },
  'says 401 without a word': { fault: answer('401 Unauthorized', {}, ''), told: ['unauthorised'] },
  'says 403': { fault: answer('403 Forbidden', json, '{"error":"no"}'), told: ['forbidden'] },
  'says 404': { fault: answer('404 Not Found', json, '{"error":"no"}'), told: strange },
  'says 404 without a word': { fault: answer('404 Not Found', {}, ''), told: strange },
  'says 429': { fault: answer('429 Too Many Requests', json, '{"error":"slow"}'), told: ['rate-limited'] },
  'says 500': { fault: answer('500 Internal', json, '{"error":"oh"}'), told: ['server-error'] },
  'says 500 without a word': { fault: answer('500 Internal', {}, ''), told: ['server-error'] },
  'says 503': { fault: answer('503 Unavailable', {}, ''), told: ['server-error', 'server-loading'] },
  'shows a page': { fault: answer('200 OK', { 'content-type': 'text/html' }, page), told: strange },
  'shows an error page': {
    fault: answer('502 Bad Gateway', {}, page),
    told: ['server-error', 'server-loading'],
  },
  'breaks off its JSON': {
    fault: answer('200 OK', json, '{"object":"list","data":[{"id":"ha'),
    told: strange,
  },
  'never ends its JSON': {
    fault: raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{"data":[', 'pour'),
    told: ['answer-too-large', 'timed-out', ...strange],
  },
  'sends a gzip bomb': {
    fault: answer('200 OK', { ...json, 'content-encoding': 'gzip' }, bomb),
    told: strange,
  },
  'sends a bad chunk': {
    fault: raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nnot a size\r\n'),
    told: strange,
  },
  'sends fewer bytes than it announced': {
    fault: raw('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"data":[]'),
    told: [...lost, ...strange],
  },
  'sends what is no HTTP': { fault: raw('SSH-2.0-OpenSSH_9.6\r\n'), told: strange },
  'sends endless headers': {
    fault: raw(`HTTP/1.1 200 OK\r\n${'x-filler: yes\r\n'.repeat(20_000)}`),
    told: strange,
  },
};
