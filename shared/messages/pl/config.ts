import type { config as english } from '../en/config.ts';
import type { Translated } from '../types.ts';

export const config: Translated<typeof english> = {};
