import { tokensIn } from './secret-lines.ts';

/**
 * A window may show a provider's address, never the name and password or the keys somebody wrote into it. What is shown
 * instead comes back with an edit, and stands for what the file has. It is not the editor's placeholder, which is made
 * for whole texts: this one fits a field, and stays where the rest of the address is written anew.
 */

const shown = '…';
const withCredentials = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i;
/** With the name in the query it stands behind; a key in the path has none. */
const sign = /(?:[?&]([\w.-]{1,100})=)?…/g;

export function withoutSecrets(address: string): string {
  const nameless = withoutCredentials(address);
  return secretsIn(nameless).reduceRight(
    (text, { start, end }) => text.slice(0, start) + shown + text.slice(end),
    nameless,
  );
}

/** The edited address with the file's own secrets back in it; null: the file has none to put there. */
export function withSecretsOf(written: string | null, edited: string): string | null {
  const before = withoutCredentials(written ?? '');
  const secrets = Map.groupBy(secretsIn(before), ({ name }) => name);
  // Those of the name and password are left to the end, because they move everything behind them.
  const behind = edited.length - edited.replace(withCredentials, '').length;
  const signs = [...edited.slice(behind).matchAll(sign)]
    .map((match) => ({ end: behind + match.index + match[0].length, name: match[1] ?? '' }))
    // In a path it may be a character like any other.
    .filter(({ name }) => name !== '' || secrets.has(''));
  let whole = edited;
  for (const [name, places] of Map.groupBy(signs, (each) => each.name)) {
    // With one of several of a name taken out, nobody can say which is left.
    if (secrets.get(name)?.length !== places.length) return null;
  }
  for (const { end, name } of signs.toReversed()) {
    const secret = secrets.get(name)?.pop();
    if (secret === undefined) return null;
    whole = whole.slice(0, end - shown.length) + before.slice(secret.start, secret.end) + whole.slice(end);
  }
  return withCredentialsOf(written, whole);
}

function withoutCredentials(address: string): string {
  return address.replace(withCredentials, `$1${shown}@`);
}

function withCredentialsOf(written: string | null, edited: string): string | null {
  if (withCredentials.exec(edited)?.[2] !== shown) return edited;
  const credentials = withCredentials.exec(written ?? '')?.[2];
  // As a function: a password may hold what `replace` would read as its own signs.
  return credentials === undefined
    ? null
    : edited.replace(withCredentials, (_whole, scheme: string) => `${scheme}${credentials}@`);
}

/** In the order they are written, each with its name in the query. */
function secretsIn(address: string): { start: number; end: number; name: string }[] {
  return tokensIn(address).map(({ start, end }) => ({
    start,
    end,
    name: /[?&]([\w.-]{1,100})=$/.exec(address.slice(0, start))?.[1] ?? '',
  }));
}
