/**
 * Whoever read what the app says may be gone: a closed terminal, the end of a pipe. The app goes on unheard; without a
 * listener each line it says would be an error of its own, and the words about that error the next.
 */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
