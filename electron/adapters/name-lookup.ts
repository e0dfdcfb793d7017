import { lookup as dnsLookup, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenHost } from '../core/servers/address.ts';

type Caller = { wantsAll: boolean; done: Parameters<LookupFunction>[2] };
type Found = readonly { address: string; family: number }[];
type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: Found) => void,
) => void;

/**
 * Names are looked up on the few threads that files are read on too, and a dead name server holds a thread for half a
 * minute: at most this many look-ups wait at once, and the rest of the app goes on.
 */
const mostAtOnce = 2;

/** A public name may resolve to a forbidden address: looks at what it really resolved to. */
export function createLookup(resolve: Resolve = systemLookup): LookupFunction {
  const callersOf = new Map<string, Caller[]>();
  const queue: (() => void)[] = [];
  let running = 0;

  function next(): void {
    while (running < mostAtOnce) {
      const start = queue.shift();
      if (start === undefined) return;
      running += 1;
      start();
    }
  }

  return (hostname, { all, ...options }, done) => {
    const key = JSON.stringify([hostname, options]);
    const caller: Caller = { wantsAll: all === true, done };
    const same = callersOf.get(key);
    if (same !== undefined) {
      same.push(caller);
      return;
    }
    const callers = [caller];
    callersOf.set(key, callers);
    queue.push(() => {
      // All of them even for who wants one: the first may be one that is left out.
      resolve(hostname, { ...options, all: true }, (error, found) => {
        running -= 1;
        callersOf.delete(key);
        for (const each of callers) answer(each, hostname, error, found);
        next();
      });
    });
    next();
  };
}

function systemLookup(...[hostname, options, done]: Parameters<Resolve>): void {
  dnsLookup(hostname, options, done);
}

/**
 * Many names have a link-local address beside their others (every Mac on its own network): those are left out, and a name
 * that has nothing else is refused.
 */
function answer(
  { wantsAll, done }: Caller,
  hostname: string,
  error: NodeJS.ErrnoException | null,
  found: Found,
): void {
  const allowed = error === null ? found.filter(({ address }) => !isForbiddenHost(address)) : [];
  const [first] = allowed;
  if (error !== null) done(error, '', 4);
  else if (first === undefined) done(forbidden(hostname), '', 4);
  else if (wantsAll) done(null, allowed);
  else done(null, first.address, first.family);
}

function forbidden(hostname: string): NodeJS.ErrnoException {
  const message = `${hostname} points to a forbidden address.`;
  return Object.assign(new Error(message), { code: 'FORBIDDEN_ADDRESS' });
}
