import { type Answers, openChannel } from '../channel.ts';
import type { AppCalls, HostCalls } from '../wire.ts';

const answers: Partial<Answers<AppCalls>> = {};

export function answer<Name extends keyof AppCalls>(name: Name, how: Answers<AppCalls>[Name]): void {
  answers[name] = how;
}

if (!process.send) {
  throw new Error(
    'electron stand-in: start main through launchStandIn(); there is nobody to show its windows',
  );
}

/** The driver, which owns Chromium and shows a page for every window. */
export const host = openChannel<AppCalls, HostCalls>(
  {
    send: (message) => {
      if (process.connected) process.send?.(message as object, undefined, undefined, () => {});
    },
    onMessage: (listener) => process.on('message', listener),
  },
  () => answers,
);

// A test run that was killed must not leave the app behind.
process.on('disconnect', () => process.exit(1));

/** Everything said so far has left this process. */
export function saidEverything(): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send?.({ type: 'bye' }, undefined, undefined, () => resolve());
  });
}

/** For what Electron does without telling anyone whether it worked; a window that is gone is not an error. */
export function tellHost(done: Promise<unknown>): void {
  done.catch((error: Error) => {
    if (!/gone|closed|crashed/i.test(error.message)) process.stderr.write(`${error.message}\n`);
  });
}
