/** What a request, a timer or another client caused inside a simulated server. */
export type Effect =
  | 'woke'
  | 'loaded'
  | 'evicted'
  | 'unloaded'
  | 'reset-timer'
  | 'generated'
  | 'billed'
  | 'aborted-load'
  | 'reconfigured'
  | 'crashed'
  | 'alerted';

/** Who caused it: a request over HTTP, the server's own timer, or a client the test only imagines. */
export interface Cause {
  by: 'http' | 'timer' | 'other-client';
  request: string;
}

export const timerCause: Cause = { by: 'timer', request: 'timer' };
export const otherClient: Cause = { by: 'other-client', request: 'other client' };

export interface LedgerDetail {
  model?: string;
  tokens?: number;
  note?: string;
}

export interface LedgerEntry extends LedgerDetail, Cause {
  at: number;
  effect: Effect;
}

export class Ledger {
  readonly entries: LedgerEntry[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(cause: Cause, effect: Effect, detail: LedgerDetail = {}): void {
    this.entries.push({ at: this.#now(), by: cause.by, request: cause.request, effect, ...detail });
  }

  of(effect: Effect): LedgerEntry[] {
    return this.entries.filter((entry) => entry.effect === effect);
  }

  /** Everything the HTTP caller caused. Observing must keep this empty. */
  sideEffects(): LedgerEntry[] {
    return this.entries.filter((entry) => entry.by === 'http');
  }

  tokens(): number {
    return this.entries.reduce((sum, entry) => sum + (entry.tokens ?? 0), 0);
  }

  clear(): void {
    this.entries.length = 0;
  }
}
