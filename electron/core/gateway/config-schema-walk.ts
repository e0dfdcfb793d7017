import type { SchemaHint } from '../../../shared/contract/config-commands.ts';
import { pathText } from './config-path.ts';
import type { Path } from './json5-document.ts';

/** Looking things up in a JSON Schema: what belongs at a place of the config. */

export type JsonSchema = { readonly [key: string]: unknown };

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function propertiesOf(schema: JsonSchema): JsonSchema {
  return isSchema(schema.properties) ? schema.properties : {};
}

/** For hover help, completion and form labels; null where the schema says nothing. */
export function describeAt(schema: JsonSchema, path: Path): SchemaHint | null {
  let places: JsonSchema[] = [schema];
  for (const step of path) {
    places = places.flatMap(alternatives).flatMap((each) => stepInto(each, step));
    if (places.length === 0) return null;
  }
  const shapes = places.flatMap(alternatives);
  if (shapes.every((shape) => Object.keys(shape).length === 0)) return null;
  return {
    path: pathText(path),
    title: firstText(shapes, 'title'),
    description: firstText(shapes, 'description'),
    type: typesOf(shapes).join(' | ') || null,
    choices: choicesOf(shapes),
    keys: keysOf(shapes),
  };
}

/** The schema itself first: title and description stand beside `anyOf`. */
function alternatives(schema: JsonSchema): JsonSchema[] {
  const nested = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((name) => schemasIn(schema[name]));
  return [schema, ...nested.flatMap(alternatives)];
}

function stepInto(schema: JsonSchema, step: string | number): JsonSchema[] {
  if (typeof step === 'number') {
    const { items } = schema;
    return Array.isArray(items) ? schemasIn([items[step]]) : schemasIn([items]);
  }
  const properties = propertiesOf(schema);
  return Object.hasOwn(properties, step)
    ? schemasIn([properties[step]])
    : schemasIn([schema.additionalProperties]);
}

function schemasIn(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

function firstText(shapes: readonly JsonSchema[], name: 'title' | 'description'): string | null {
  for (const shape of shapes) {
    const text = shape[name];
    if (typeof text === 'string' && text !== '') return text;
  }
  return null;
}

function typesOf(shapes: readonly JsonSchema[]): string[] {
  return unique(
    shapes.flatMap(({ type }) =>
      Array.isArray(type) ? type.map(String) : type === undefined ? [] : [String(type)],
    ),
  );
}

function choicesOf(shapes: readonly JsonSchema[]): string[] {
  return unique(
    shapes.flatMap((shape) => {
      const listed = Array.isArray(shape.enum) ? shape.enum : [];
      return (Object.hasOwn(shape, 'const') ? [...listed, shape.const] : listed).map(String);
    }),
  );
}

function keysOf(shapes: readonly JsonSchema[]): SchemaHint['keys'] {
  const keys = new Map<string, SchemaHint['keys'][number]>();
  for (const shape of shapes) {
    for (const [key, value] of Object.entries(propertiesOf(shape))) {
      const inner = isSchema(value) ? alternatives(value) : [];
      if (!keys.has(key))
        keys.set(key, {
          key,
          title: firstText(inner, 'title'),
          description: firstText(inner, 'description'),
        });
    }
  }
  return [...keys.values()];
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
