/** IP addresses written as text, read strictly: a name that merely begins like one is a name. */

/** `127.0.0.1` as four numbers. Only the usual spelling: URLs and name look-ups give no other. */
export function readIpv4(text: string): number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return null;
  const numbers = parts.map(Number);
  return numbers.every((number) => number <= 255) ? numbers : null;
}

/** The eight groups, without a zone; the tail may be written as IPv4. */
export function readIpv6(text: string): number[] | null {
  const plain = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return null;
  const halves = plain.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head == null || tail === null) return null;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined) return missing === 0 ? head : null;
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const written = text.split(':');
  const groups = written.flatMap((part, index) => {
    const v4 = index === written.length - 1 ? readIpv4(part) : null;
    if (v4 !== null) return [pair(v4, 0), pair(v4, 2)];
    return [/^[0-9a-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN];
  });
  return groups.some(Number.isNaN) ? null : groups;
}

function pair(bytes: readonly number[], at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** The same machine in IPv4, spelt in IPv6 (`::ffff:10.0.0.1`). */
export function mappedIpv4(groups: readonly number[]): number[] | null {
  return startsWith(groups, [0, 0, 0, 0, 0, 0xffff]) ? bytesAt(groups, 6) : null;
}

/** The IPv4 address inside: mapped, compatible, behind NAT64, or 6to4. Packets for these end up there. */
export function embeddedIpv4(groups: readonly number[]): number[] | null {
  if (startsWith(groups, [0x64, 0xff9b, 0, 0, 0, 0])) return bytesAt(groups, 6);
  if (startsWith(groups, [0, 0, 0, 0, 0, 0])) return bytesAt(groups, 6);
  if (startsWith(groups, [0x2002])) return bytesAt(groups, 1);
  return mappedIpv4(groups);
}

export function startsWith(groups: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((group, index) => groups[index] === group);
}

function bytesAt(groups: readonly number[], at: number): number[] {
  return groups.slice(at, at + 2).flatMap((group) => [group >> 8, group & 255]);
}
