import { usageError } from '../outcome.ts';

/** 0: any free one. */
export function portFrom(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw usageError('--port takes a number from 0 to 65535.');
  return port;
}
