import type { Sentence } from '../findings.ts';
import type { MessageArguments, MessageKey } from './types.ts';

/** A sentence as data, with a key and values that the compiler has checked against the English catalogue. */
export function sentence<K extends MessageKey>(key: K, ...values: MessageArguments<K>): Sentence {
  return { key, values: values[0] ?? {} };
}
