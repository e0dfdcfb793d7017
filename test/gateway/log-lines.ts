/** What a process has printed so far, and a way to wait for what it will print. */
export class LogLines {
  readonly lines: string[] = [];
  #unfinished = '';
  readonly #listeners = new Set<() => void>();

  add(piece: string): void {
    const parts = (this.#unfinished + piece).split(/\r?\n/);
    this.#unfinished = parts.pop() ?? '';
    if (parts.length === 0) return;
    this.lines.push(...parts);
    for (const listener of [...this.#listeners]) listener();
  }

  tail(count = 20): string {
    return [...this.lines, this.#unfinished].slice(-count).join('\n');
  }

  waitFor(pattern: RegExp, timeoutMs = 20_000, from = 0): Promise<string> {
    return new Promise((resolve, reject) => {
      let next = from;
      const look = () => {
        for (; next < this.lines.length; next += 1) {
          const line = this.lines[next];
          if (line !== undefined && pattern.test(line)) return done(() => resolve(line));
        }
      };
      const timer = setTimeout(
        () =>
          done(() => reject(new Error(`No line like ${pattern} within ${timeoutMs} ms:\n${this.tail()}`))),
        timeoutMs,
      );
      const done = (settle: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(look);
        settle();
      };
      this.#listeners.add(look);
      look();
    });
  }
}
