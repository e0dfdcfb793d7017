import { Worker } from 'node:worker_threads';
import type { SchemaHint } from '../../shared/contract/config-commands.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { SchemaEngine } from '../core/gateway/config-schema.ts';
import type { SchemaCheck } from '../core/gateway/config-schema-check.ts';
import type { SchemaAnswer, SchemaQuestion } from './schema-messages.ts';

/**
 * Asks the worker, which starts with the first question. A worker that breaks or takes too long is thrown away; the
 * next question starts another one with the same schema.
 */
export function createSchemaEngine(options: { workerUrl: URL; limitMs?: number }): SchemaEngine {
  const { workerUrl, limitMs = 30_000 } = options;
  let thread: Thread | null = null;
  let schemaText: string | null = null;

  function threadWithSchema(): Thread {
    if (thread?.alive !== true) {
      thread = new Thread(workerUrl, limitMs);
      if (schemaText !== null) void thread.ask({ ask: 'load', schemaText });
    }
    return thread;
  }

  return {
    async load(text) {
      if (thread?.alive !== true) thread = new Thread(workerUrl, limitMs);
      const loaded = (await thread.ask({ ask: 'load', schemaText: text })) as Result<void>;
      schemaText = loaded.ok ? text : null;
      return loaded;
    },
    check: (config) => threadWithSchema().ask({ ask: 'check', config }) as Promise<Result<SchemaCheck>>,
    describe: (path) =>
      threadWithSchema().ask({ ask: 'describe', path }) as Promise<Result<SchemaHint | null>>,
    async close() {
      await thread?.end('The schema check was closed.');
      thread = null;
    },
  };
}

type Waiting = { resolve: (result: Result<unknown>) => void; timer: NodeJS.Timeout };

class Thread {
  alive = true;
  readonly #worker: Worker;
  readonly #limitMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(url: URL, limitMs: number) {
    this.#limitMs = limitMs;
    this.#worker = new Worker(url);
    // Alone it is no reason for the process to stay.
    this.#worker.unref();
    this.#worker.on('message', (answer: SchemaAnswer) => this.#settle(answer.id, answer.result));
    this.#worker.on('error', (error) => void this.end(`The schema check broke: ${error.message}`));
    this.#worker.on('exit', () => void this.end('The schema check ended.'));
  }

  ask(question: SchemaQuestion): Promise<Result<unknown>> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => void this.end(`The schema check took longer than ${this.#limitMs / 1000} s.`, 'timed-out'),
        this.#limitMs,
      );
      this.#waiting.set(id, { resolve, timer });
      try {
        this.#worker.postMessage({ ...question, id });
      } catch (error) {
        // A config nested too deep to be copied to another thread.
        this.#settle(id, fail('config-check-failed', `The config can't be handed over: ${String(error)}`));
      }
    });
  }

  async end(detail: string, code: 'internal' | 'timed-out' = 'internal'): Promise<void> {
    this.alive = false;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, fail(code, detail));
    await this.#worker.terminate();
  }

  #settle(id: number, result: Result<unknown>): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.resolve(result);
  }
}
