import { useTranslator } from '../state/language.tsx';

/** "64k of 196k": what a request may use, of what the model can do. Nothing where neither is told. */
export function ContextReading({ allocated, max }: { allocated: number | null; max: number | null }) {
  const { t } = useTranslator();
  if (allocated === null) return max === null ? null : t('context.max', { max });
  if (max === null || max === allocated) return t('context.only', { allocated });
  return t('context.of', { allocated, max });
}
