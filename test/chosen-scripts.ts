/** Of the scripts of a folder the ones that were asked for, by a part of their names; all where none was named. */
export type Chosen = { scripts: string[]; unknown: string[] };

export function chosenScripts(scripts: readonly string[], wanted: readonly string[]): Chosen {
  const isNamedBy = (script: string, part: string) => script.replace(/\.ts$/, '').includes(part);
  return {
    scripts: scripts.filter(
      (script) => wanted.length === 0 || wanted.some((part) => isNamedBy(script, part)),
    ),
    unknown: wanted.filter((part) => !scripts.some((script) => isNamedBy(script, part))),
  };
}

/** Wrong arguments, as sysexits.h numbers it. */
export const wrongUse = 64;

/** Says which names match nothing, and what there is; a run of nothing must not look like a success. */
export function refuseUnknown(unknown: readonly string[], scripts: readonly string[]): void {
  if (unknown.length === 0) return;
  const names = scripts.map((script) => script.replace(/\.ts$/, ''));
  console.error(`Nothing here is called ${unknown.join(', ')}. There is: ${names.join(', ')}.`);
  process.exit(wrongUse);
}
