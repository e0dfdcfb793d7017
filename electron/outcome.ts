/** How a program started from a terminal ends: with a code for scripts and, when it did not work, one line in words. */
export const exitCodes = { fine: 0, look: 1, broken: 2, usage: 64, internal: 70, interrupted: 130 } as const;

/** What the person can mend; its message is all there is to say. */
export class PlainError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exitCodes.internal) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function usageError(message: string): PlainError {
  return new PlainError(message, exitCodes.usage);
}

/** Runs to the end of the process; null: it goes on by itself. `help` is where to look after a command not understood. */
export async function runToEnd(work: () => Promise<number | null>, help: string): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', allowClosedPipe);
  try {
    const code = await work();
    if (code !== null) await end(code);
  } catch (error) {
    const code = codeOf(error);
    const words = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      error instanceof PlainError || code === exitCodes.usage
        ? `${words}\n`
        : `Pilotlight failed: ${words}\n`,
    );
    if (code === exitCodes.usage) process.stderr.write(`Try: ${help}\n`);
    await end(code);
  }
}

/** Whoever reads may stop reading, as `head` does: what is left goes nowhere, and the exit code still counts. */
function allowClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function codeOf(error: unknown): number {
  if (error instanceof PlainError) return error.exitCode;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('ERR_PARSE_ARGS') ? exitCodes.usage : exitCodes.internal;
}

/** What is still on its way into a pipe must arrive before the process ends. */
async function end(code: number): Promise<void> {
  await new Promise<void>((done) => process.stdout.write('', () => done()));
  process.exit(code);
}
