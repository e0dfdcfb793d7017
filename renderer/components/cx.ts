/** Class names joined; those that are off are left out. */
export function cx(...names: (string | false | null | undefined)[]): string {
  return names.filter((name) => name !== false && name != null && name !== '').join(' ');
}
