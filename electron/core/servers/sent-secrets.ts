/** A server may echo the key it was sent, and then its answer is a secret too. The one who sent it knows what to hide. */

/** Shorter ones are no keys but words that stand in for one, and hiding them would make every sentence unreadable. */
const shortestSecret = 4;

export type Hide = (text: string) => string;

export function hideSent(headers: Readonly<Record<string, string>>): Hide {
  const secrets = Object.values(headers)
    .map((value) => value.replace(/^(?:bearer|basic)\s+/i, ''))
    .filter((secret) => secret.length >= shortestSecret);
  if (secrets.length === 0) return (text) => text;
  const spellings = secrets.flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
  ]);
  // Alone, not as a part of a longer word: a stand-in like `ollama` is also part of names.
  const pattern = new RegExp(`(?<![\\w-])(?:${spellings.map(literally).join('|')})(?![\\w-])`, 'g');
  return (text) => text.replace(pattern, '…');
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
