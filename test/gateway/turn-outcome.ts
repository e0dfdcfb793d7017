import type { CliOutcome } from './run-openclaw.ts';

export interface FailedLink {
  readonly ref: string;
  readonly reason: string | null;
}

/** Which link of the chain was asked, which one answered, and what happened between. */
export interface TurnOutcome {
  readonly requested: string | null;
  /** Who answered; null when nobody did. */
  readonly effective: string | null;
  readonly fallbackAttempts: readonly FailedLink[];
  readonly ms: number;
  readonly failed: boolean;
  /** The answer, or what the gateway said instead of one. */
  readonly text: string | null;
}

type Loose = { readonly [key: string]: unknown };

/** Reads what `openclaw agent --json` prints. */
export function turnOutcome(outcome: CliOutcome): TurnOutcome {
  const answer = parseAnswer(outcome.stdout);
  const result = at(answer, 'result');
  const meta = at(result, 'meta');
  const receipt = at(at(meta, 'agentMeta'), 'terminalReceipt');
  const trace = at(meta, 'executionTrace');
  const failed = outcome.code !== 0 || textAt(answer, 'status') !== 'ok' || hasError(meta, result);
  return {
    requested: refOf(at(receipt, 'requested')),
    effective: failed ? null : (refOf(at(receipt, 'effective')) ?? winnerOf(trace)),
    fallbackAttempts: failedLinks(receipt, trace),
    ms: outcome.ms,
    failed,
    text: textAt(listAt(result, 'payloads')[0], 'text') ?? (outcome.stderr.trim() || null),
  };
}

function parseAnswer(stdout: string): unknown {
  const start = stdout.indexOf('{');
  if (start === -1) return null;
  try {
    return JSON.parse(stdout.slice(start));
  } catch {
    return null;
  }
}

function hasError(meta: unknown, result: unknown): boolean {
  return (
    at(meta, 'error') !== undefined || listAt(result, 'payloads').some((each) => at(each, 'isError') === true)
  );
}

function failedLinks(receipt: unknown, trace: unknown): FailedLink[] {
  const told = listAt(receipt, 'fallbackAttempts');
  const attempts =
    told.length > 0 ? told : listAt(trace, 'attempts').filter((each) => textAt(each, 'result') !== 'success');
  return attempts.flatMap((each) => {
    const ref = refOf(each);
    return ref === null ? [] : [{ ref, reason: textAt(each, 'reason') ?? textAt(each, 'result') }];
  });
}

function winnerOf(trace: unknown): string | null {
  const provider = textAt(trace, 'winnerProvider');
  const model = textAt(trace, 'winnerModel');
  return provider === null || model === null ? null : `${provider}/${model}`;
}

function refOf(value: unknown): string | null {
  const provider = textAt(value, 'provider');
  const model = textAt(value, 'model');
  return provider === null || model === null ? null : `${provider}/${model}`;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Loose)[key] : undefined;
}

function textAt(value: unknown, key: string): string | null {
  const found = at(value, key);
  return typeof found === 'string' ? found : null;
}

function listAt(value: unknown, key: string): readonly unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}
