/**
 * A window may show a provider's address, never the name and password somebody wrote into it. What is shown instead
 * comes back with an edit, and stands for what the file has.
 */

const shown = '…';
const withCredentials = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i;

export function withoutPassword(address: string): string {
  return address.replace(withCredentials, `$1${shown}@`);
}

/** The edited address with the file's own name and password back in it; null: the file has none to put there. */
export function withPasswordOf(written: string | null, edited: string): string | null {
  if (withCredentials.exec(edited)?.[2] !== shown) return edited;
  const credentials = withCredentials.exec(written ?? '')?.[2];
  // As a function: a password may hold what `replace` would read as its own signs.
  return credentials === undefined
    ? null
    : edited.replace(withCredentials, (_whole, scheme: string) => `${scheme}${credentials}@`);
}
