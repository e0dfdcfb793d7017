import type { Translator } from '../../shared/messages/index.ts';
import { useTranslator } from '../state/language.tsx';

type Reading = { allocated: number | null; max: number | null };

/** "64k of 196k": what a request may use, of what the model can do. Nothing where neither is told. */
export function contextReading({ allocated, max }: Reading, t: Translator['t']): string | null {
  if (allocated === null) return max === null ? null : t('context.max', { max });
  if (max === null || max === allocated) return t('context.only', { allocated });
  return t('context.of', { allocated, max });
}

export function ContextReading(reading: Reading) {
  const { t } = useTranslator();
  return contextReading(reading, t);
}
