import * as v from 'valibot';

/**
 * Schemas for answers nobody promised: a field that is missing, of another type or absurd is null, and one odd
 * entry of a list is left out. Only what makes an answer recognisable at all is required.
 */

/** Far more than any server lists; above it the answer is refused instead of filling the memory. */
const mostEntries = 20_000;
const longestText = 1_000;

export const maybeText = v.fallback(
  v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(longestText))),
  null,
);

/** Text of any length; anything else is no text. */
export const anyText = v.fallback(v.string(), '');

/** Names a thing: an entry without it is of no use. */
export const idText = v.pipe(v.string(), v.minLength(1), v.maxLength(longestText));

export const maybeBoolean = v.fallback(v.nullable(v.boolean()), null);

export const maybeNumber = v.fallback(v.nullable(v.pipe(v.number(), v.finite())), null);

function countUpTo(most: number) {
  return v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))), null);
}

/** Zero means "not set" on every server that sends it. */
function positiveUpTo(most: number) {
  return v.fallback(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))), null);
}

export const maybeCount = countUpTo(1_000_000);
export const maybeTokens = positiveUpTo(1_000_000_000);
export const maybeBytes = countUpTo(2 ** 50);
export const maybeParameters = positiveUpTo(1e15);
export const maybeSeconds = v.fallback(
  v.nullable(v.pipe(v.number(), v.finite(), v.minValue(-1), v.maxValue(1e9))),
  null,
);
export const maybeProgress = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), null);
export const maybeTexts = v.fallback(v.pipe(v.array(v.unknown()), v.transform(onlyTexts)), []);

function onlyTexts(values: unknown[]): string[] {
  return values.filter((value) => typeof value === 'string').slice(0, 200);
}

/** An object inside an answer that may be missing or something else: null then. */
export function maybe<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.nullable(schema), null);
}

/** A list whose unreadable entries are left out. Not a list at all: the whole answer is wrong. */
export function listOf<T>(entry: v.GenericSchema<unknown, T>) {
  return v.pipe(
    v.array(v.unknown()),
    v.maxLength(mostEntries),
    v.transform((values): T[] => values.flatMap((value) => readable(entry, value))),
  );
}

function readable<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T[] {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? [parsed.output] : [];
}

/** The value when it fits, else null. For the odd answer that is read beside its status. */
export function readAs<T>(schema: v.GenericSchema<unknown, T>, body: string): T | null {
  try {
    return readable(schema, JSON.parse(body))[0] ?? null;
  } catch {
    return null;
  }
}
