/** How KoboldCpp names things: a model by `koboldcpp/<file without ending>`, what can be loaded by its file. */

export const nothingLoaded = 'inactive';
const prefix = 'koboldcpp/';

export function isLoaded(name: string): boolean {
  return name !== nothingLoaded && name !== `${prefix}${nothingLoaded}`;
}

/** A configuration names its model inside: from outside nobody sees which. */
export function isConfiguration(file: string): boolean {
  return /\.kcp(?:ps|pt|p)$/i.test(file);
}

/** The name a model file will have once it is loaded; null where that is not foreseeable. */
export function nameOfFile(file: string): string | null {
  if (!/\.gguf$/i.test(file)) return null;
  const stem = file.split(/[\\/]/).at(-1)?.slice(0, -'.gguf'.length) ?? '';
  return stem === '' ? null : `${prefix}${stem}`;
}

/** Some builds drop unusual characters from the shown name. */
export function sameName(a: string, b: string): boolean {
  const plain = (name: string) => name.replace(/[^\w.\-/]/g, '').toLowerCase();
  return plain(a) === plain(b);
}

/** The file behind a shown name. */
export function fileOfName(name: string, files: readonly string[]): string | null {
  const found = files.find((file) => {
    const itsName = nameOfFile(file);
    return itsName !== null && sameName(itsName, name);
  });
  return found ?? null;
}
