import type { checks as english } from '../en/checks.ts';
import type { Translated } from '../types.ts';

export const checks: Translated<typeof english> = {};
