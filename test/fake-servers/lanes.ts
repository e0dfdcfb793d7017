/** A limit on how much runs at once; the rest waits its turn. */
export class Lanes {
  running = 0;
  readonly #limit: number;
  #queue: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get busy(): boolean {
    return this.running > 0;
  }

  /** Resolves true with a lane taken, or false when the caller gave up waiting. */
  enter(gone?: AbortSignal): Promise<boolean> {
    if (gone?.aborted === true) return Promise.resolve(false);
    if (this.running < this.#limit) {
      this.running += 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const take = () => {
        this.running += 1;
        resolve(true);
      };
      this.#queue.push(take);
      gone?.addEventListener('abort', () => {
        this.#queue = this.#queue.filter((other) => other !== take);
        resolve(false);
      });
    });
  }

  leave(): void {
    this.running -= 1;
    if (this.running < this.#limit) this.#queue.shift()?.();
  }
}
