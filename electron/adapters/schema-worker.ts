import { parentPort } from 'node:worker_threads';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createSchemaChecker, type SchemaChecker } from '../core/gateway/config-schema-check.ts';
import { describeAt, isSchema, type JsonSchema } from '../core/gateway/config-schema-walk.ts';
import type { SchemaAnswer, SchemaRequest } from './schema-messages.ts';

/** A thread of its own: compiling the larger parts of the schema takes up to half a second. */

let loaded: { schema: JsonSchema; checker: SchemaChecker } | null = null;

parentPort?.on('message', (request: SchemaRequest) => {
  const answer: SchemaAnswer = { id: request.id, result: guarded(request) };
  parentPort?.postMessage(answer);
});

function guarded(request: SchemaRequest): Result<unknown> {
  try {
    return answerTo(request);
  } catch (error) {
    return fail(
      'internal',
      `The schema check broke: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function answerTo(request: SchemaRequest): Result<unknown> {
  if (request.ask === 'load') return load(request.schemaText);
  if (loaded === null) return fail('cli-missing', 'No schema was loaded.');
  return ok(
    request.ask === 'check' ? loaded.checker.check(request.config) : describeAt(loaded.schema, request.path),
  );
}

function load(schemaText: string): Result<void> {
  loaded = null;
  let schema: unknown;
  try {
    schema = JSON.parse(schemaText);
  } catch {
    return fail('cli-failed', 'The schema is not JSON.');
  }
  if (!isSchema(schema) || !isSchema(schema.properties))
    return fail('cli-failed', 'The schema has no properties.');
  loaded = { schema, checker: createSchemaChecker(schema) };
  return ok(undefined);
}
