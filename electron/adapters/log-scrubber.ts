import type { Http, HttpRequest, SecretStore } from '../core/ports.ts';

/**
 * No secret reaches the log, whoever writes the line: every key the app uses passes through one of the places that
 * are listened to here (headers of a request, the key store, variables), and what was learned there is taken out of
 * every line. What looks like a key is taken out too, known or not.
 */
export type Scrubber = {
  learn(secret: string): void;
  scrub(line: string): string;
};

export const hidden = '[hidden]';

/** Shorter ones would take ordinary words out of the log, and protect nothing. */
const shortestSecret = 6;
const mostSecrets = 1_000;

const looksSecret: [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\b(?:sk|pk|rk|xox[a-z]|gh[a-z]|hf|AIza|eyJ)[-_]?[\w-]{12,}(?:\.[\w-]+)*/g, hidden],
  [/(\/\/)[^\s/@"'\\]+@/g, `$1${hidden}@`],
  [/([?&#;][\w-]*(?:key|token|secret|password|auth|sig)[\w-]*=)[^\s&"'\\]+/gi, `$1${hidden}`],
  [
    /((?:api[-_]?key|token|secret|passw(?:or)?d|authorization|cookie)\\?["']?\s*[:=]\s*\\?["'])[^"'\\]+/gi,
    `$1${hidden}`,
  ],
];

export function createScrubber(environment: Record<string, string | undefined> = {}): Scrubber {
  const secrets = new Set<string>();

  function learn(secret: string): void {
    const text = secret.trim();
    if (text.length < shortestSecret || secrets.size >= mostSecrets) return;
    secrets.add(text);
    // As it stands in a line of JSON, and in an address.
    secrets.add(JSON.stringify(text).slice(1, -1));
    secrets.add(encodeURIComponent(text));
  }

  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined && /key|token|secret|passw|credential/i.test(name)) learn(value);
  }

  return {
    learn,
    scrub(line) {
      let text = line;
      for (const secret of secrets) if (text.includes(secret)) text = text.replaceAll(secret, hidden);
      for (const [pattern, replacement] of looksSecret) text = text.replace(pattern, replacement);
      return text;
    },
  };
}

/** Every key that leaves the process is one the log knows. */
export function learningHttp(http: Http, scrubber: Scrubber): Http {
  function note({ headers = {} }: HttpRequest): void {
    for (const [name, value] of Object.entries(headers)) {
      if (/authorization|key|token|cookie|secret/i.test(name)) {
        scrubber.learn(value.replace(/^(?:bearer|basic)\s+/i, ''));
      }
    }
  }
  return {
    ...http,
    request(request) {
      note(request);
      return http.request(request);
    },
    stream(request) {
      note(request);
      return http.stream(request);
    },
  };
}

export function learningSecrets(store: SecretStore, scrubber: Scrubber): SecretStore {
  return {
    ...store,
    async get(name) {
      const secret = await store.get(name);
      if (secret.ok && secret.value !== null) scrubber.learn(secret.value);
      return secret;
    },
    set(name, secret) {
      scrubber.learn(secret);
      return store.set(name, secret);
    },
  };
}
