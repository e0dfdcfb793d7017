import type { Result } from '../../shared/result.ts';
import type { Json, Path } from '../core/gateway/json5-document.ts';

/** What the schema worker is asked, and its answer to the request of the same id. */

export type SchemaQuestion =
  | { ask: 'load'; schemaText: string }
  | { ask: 'check'; config: Json }
  | { ask: 'describe'; path: Path };

export type SchemaRequest = SchemaQuestion & { id: number };

export type SchemaAnswer = { id: number; result: Result<unknown> };
