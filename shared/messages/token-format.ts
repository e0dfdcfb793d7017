/** How a number of tokens reads, and how one that is typed is understood: `64k` both ways. */
export type TokenFormat = {
  show: (tokens: number) => string;
  /**
   * `65536`, `65,536`, `64k`, `1.5m`: what people write. `most` is the model's maximum, null when it is not known.
   * null: not a number that could be meant.
   */
  read: (text: string, most: number | null) => number | null;
};

export function createTokenFormat(locale: string): TokenFormat {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const group = separatorOf(locale, 'group');
  const decimal = separatorOf(locale, 'decimal');

  function show(tokens: number): string {
    if (tokens < 1_000) return plain.format(tokens);
    // Windows are cut in powers of two, and people call them by those: 65,536 is 64k. Any other number is rounded
    // down, since a window is never promised larger than it is.
    if (isPowerOfTwo(tokens)) {
      return tokens < 1_048_576 ? `${plain.format(tokens / 1_024)}k` : `${plain.format(tokens / 1_048_576)}M`;
    }
    if (tokens < 1_000_000) return `${plain.format(Math.floor(tokens / 1_000))}k`;
    return `${plain.format(Math.floor(tokens / 100_000) / 10)}M`;
  }

  function read(text: string, most: number | null): number | null {
    const match = /^(\d[\d\s.,_'’]*?)\s*([km])?$/i.exec(text.trim());
    if (match?.[1] === undefined) return null;
    const unit = match[2]?.toLowerCase();
    if (unit === undefined) return safe(Number(match[1].replace(/\D/g, '')));
    // What a model can do at most is read as it is shown, whichever way it was rounded.
    if (most !== null && sameText(text, show(most))) return most;
    const count = numberIn(match[1], group, decimal);
    if (count === null) return null;
    const [binary, plainUnit] = unit === 'k' ? [1_024, 1_000] : [1_048_576, 1_000_000];
    const inBinary = Math.round(count * binary);
    const inPlain = Math.round(count * plainUnit);
    return safe(most !== null && inBinary > most && inPlain <= most ? inPlain : inBinary);
  }

  return { show, read };
}

function isPowerOfTwo(value: number): boolean {
  return value >= 1_024 && Number.isInteger(Math.log2(value));
}

function separatorOf(locale: string, type: 'group' | 'decimal'): string {
  const format = new Intl.NumberFormat(locale, { useGrouping: 'always', minimumFractionDigits: 1 });
  return format.formatToParts(12_345.6).find((part) => part.type === type)?.value ?? '';
}

/** The language's own separators first; a comma or point that cannot be one of thousands is a decimal one. */
function numberIn(text: string, group: string, decimal: string): number | null {
  const spaceless = text.replace(/[\s_'’]/g, '');
  const isGrouped = group !== '' && /^[.,]$/.test(group) && groups(group).test(spaceless);
  const joined = isGrouped ? spaceless.replaceAll(group, '') : spaceless;
  const plain = joined.replace(decimal, '.').replace(',', '.');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function groups(separator: string): RegExp {
  return new RegExp(`^\\d{1,3}(?:\\${separator}\\d{3})+(?!\\d)`);
}

function sameText(a: string, b: string): boolean {
  const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();
  return bare(a) === bare(b);
}

function safe(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null;
}
