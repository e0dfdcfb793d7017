/** Variables as `.env` files, `EnvironmentFile=` and shell `export` lines write them. Later lines win. */

export type Variables = { readonly [name: string]: string };

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

export function readEnvFile(text: string): Variables {
  const pairs = text.split(/\r\n|\r|\n/).flatMap((line): [string, string][] => {
    if (/^\s*#/.test(line)) return [];
    const match = assignment.exec(line);
    return match === null ? [] : [[match[1] ?? '', unquoted(match[2] ?? '')]];
  });
  return Object.fromEntries(pairs);
}

/** `Environment=` lines of a systemd unit: several assignments in a line, each may be quoted as a whole. */
export function readUnitEnvironment(text: string): Variables {
  return Object.fromEntries(
    unitValues(text, 'Environment').flatMap((value) =>
      wordsOf(value).flatMap((word): [string, string][] => {
        const equals = word.indexOf('=');
        return equals <= 0 ? [] : [[word.slice(0, equals), word.slice(equals + 1)]];
      }),
    ),
  );
}

/** Every value of a key in the `[Service]` part; an empty one drops what came before it. */
export function unitValues(text: string, key: string): string[] {
  let section = '';
  let values: string[] = [];
  for (const line of text.replaceAll('\\\n', ' ').split(/\r?\n/)) {
    const header = /^\s*\[(.+)\]\s*$/.exec(line)?.[1];
    if (header !== undefined) section = header;
    else if (section === 'Service' && line.trim().startsWith(`${key}=`)) {
      const value = line
        .trim()
        .slice(key.length + 1)
        .trim();
      values = value === '' ? [] : [...values, value];
    }
  }
  return values;
}

/** A shell joins quoted and bare stretches: 'it'\''s' is it's. */
function unquoted(written: string): string {
  if (!/^["']/.test(written)) return written.replace(/\s+#.*$/, '').trim();
  return wordsOf(written)[0] ?? '';
}

function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  let started = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\' && quote !== "'" && index + 1 < text.length) {
      index += 1;
      word += text.charAt(index);
      started = true;
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
      started = true;
    } else if (quote === '' && /\s/.test(character)) {
      if (started) words.push(word);
      word = '';
      started = false;
    } else {
      word += character;
      started = true;
    }
  }
  if (started) words.push(word);
  return words;
}
