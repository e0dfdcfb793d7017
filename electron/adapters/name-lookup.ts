import { lookup as dnsLookup, type LookupAllOptions, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenHost } from '../core/servers/address.ts';

type Answered = Parameters<LookupFunction>[2];
type Resolve = (
  hostname: string,
  options: LookupOptions,
  done: (error: NodeJS.ErrnoException | null, address: Found, family?: number) => void,
) => void;
type Found = string | { address: string; family: number }[];

/**
 * Names are looked up on the few threads that files are read on too, and a dead name server holds a thread for half a
 * minute: at most this many look-ups wait at once, and the rest of the app goes on.
 */
const mostAtOnce = 2;

/** A public name may resolve to a forbidden address: looks at what it really resolved to. */
export function createLookup(resolve: Resolve = systemLookup): LookupFunction {
  const callersOf = new Map<string, Answered[]>();
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

  return (hostname, options, done) => {
    const key = JSON.stringify([hostname, options]);
    const same = callersOf.get(key);
    if (same !== undefined) {
      same.push(done);
      return;
    }
    const callers = [done];
    callersOf.set(key, callers);
    queue.push(() => {
      resolve(hostname, options, (error, address, family) => {
        running -= 1;
        callersOf.delete(key);
        for (const caller of callers) answer(caller, hostname, { error, address, family: family ?? 4 });
        next();
      });
    });
    next();
  };
}

function systemLookup(...[hostname, options, done]: Parameters<Resolve>): void {
  dnsLookup(hostname, options as LookupAllOptions, done);
}

type Looked = { error: NodeJS.ErrnoException | null; address: Found; family: number };

function answer(caller: Answered, hostname: string, { error, address, family }: Looked): void {
  const addresses = Array.isArray(address) ? address.map((each) => each.address) : [address];
  if (error === null && addresses.some((each) => isForbiddenHost(each))) {
    const message = `${hostname} points to a forbidden address.`;
    caller(Object.assign(new Error(message), { code: 'FORBIDDEN_ADDRESS' }), '', 4);
    return;
  }
  caller(error, address, family);
}
