import type { Call, OpenAnswer } from './call.ts';
import type { SwapProcess } from './llama-swap-processes.ts';

interface InflightEntry {
  id: string;
  timestamp: string;
  model: string;
  req_path: string;
  method: string;
  req_headers: Record<string, string>;
  remote_ip: string;
  resp_headers: Record<string, string>;
  resp_bytes: number;
  elapsed_ms: number;
}

/** The listeners of `GET /api/events`: every message is JSON inside a JSON string. */
export class SwapEvents {
  readonly #now: () => number;
  #listeners = new Set<OpenAnswer>();
  #inflight = new Map<string, InflightEntry>();
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Answers the call with an open stream that begins with a snapshot of everything. */
  open(call: Call, models: object[], tellsInflight: boolean): void {
    const answer = call.events();
    const begin: [string, unknown][] = [
      ['logData', { source: 'proxy', data: 'llama-swap started\n' }],
      ['logData', { source: 'upstream', data: 'main: api key: ****\n' }],
      ['modelStatus', models],
      ['uiConfig', { activity: { columns: [] } }],
      ['profileChanged', { active: null }],
    ];
    if (tellsInflight) begin.push(['inflight', this.#snapshot()]);
    for (const [type, data] of begin) send(answer, type, data);
    this.#listeners.add(answer);
    call.gone.addEventListener('abort', () => this.#listeners.delete(answer));
  }

  tell(type: string, data: unknown): void {
    for (const answer of this.#listeners) send(answer, type, data);
  }

  log(text: string): void {
    this.tell('logData', { source: 'upstream', data: text });
  }

  /** Notes a request that a model works on; returns what to do when it ends. */
  track(model: string, path: string, method: string, tells: boolean): () => void {
    this.#count += 1;
    const id = String(this.#count);
    const entry: InflightEntry = {
      id,
      timestamp: new Date(this.#now()).toISOString(),
      model,
      req_path: path,
      method,
      req_headers: { Authorization: '[REDACTED]', 'X-Tracking': 'someone' },
      remote_ip: '127.0.0.1',
      resp_headers: {},
      resp_bytes: 0,
      elapsed_ms: 0,
    };
    this.#inflight.set(id, entry);
    if (tells) this.tell('inflight', { operation: 'upsert', request: entry });
    return () => {
      this.#inflight.delete(id);
      if (tells) this.tell('inflight', { operation: 'remove', id });
    };
  }

  forgetAll(): void {
    this.#listeners.clear();
    this.#inflight.clear();
  }

  /** An empty snapshot has no `requests` at all. */
  #snapshot(): object {
    const requests = [...this.#inflight.values()];
    return requests.length === 0 ? { operation: 'snapshot' } : { operation: 'snapshot', requests };
  }
}

export function modelStatus(processes: SwapProcess[], peers: string[]): object[] {
  const own = processes.map(({ model, state }) => ({
    id: model.id,
    name: model.displayName,
    description: '',
    state,
    unlisted: false,
    peerID: '',
    ...(model.aliases === undefined ? {} : { aliases: model.aliases }),
  }));
  const foreign = peers.map((id) => ({
    id,
    name: '',
    description: '',
    state: '',
    unlisted: false,
    peerID: 'other-machine',
  }));
  return [...own, ...foreign];
}

function send(answer: OpenAnswer, type: string, data: unknown): void {
  answer.write(`event:message\ndata:${JSON.stringify({ type, data: JSON.stringify(data) })}\n\n`);
}
