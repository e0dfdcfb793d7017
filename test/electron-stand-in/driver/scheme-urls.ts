/**
 * Chromium started by a test knows no custom schemes, so `app://pilotlight/index.html` is shown to the page as
 * `http://pilotlight.app-scheme.localhost/index.html`, which never reaches the network. Main only ever sees the
 * first form. What the page can notice: `location.href`, and `crypto.subtle` etc. work because *.localhost is a
 * secure context, as a scheme registered as secure is.
 */
const known = /^(https?|file|data|blob|about|chrome|chrome-error|devtools|ws|wss|javascript):/i;
const mappedHost = /^http:\/\/([^/?#]+)\.([a-z][a-z0-9-]*)-scheme\.localhost(?::80)?(?=[/?#]|$)/i;

export function toPageUrl(url: string): string {
  if (known.test(url)) return url;
  return url.replace(/^([a-z][a-z0-9-]*):\/\/([^/?#]+)/i, 'http://$2.$1-scheme.localhost');
}

export function fromPageUrl(url: string): string {
  return url.replace(mappedHost, '$2://$1');
}

export function isCustomScheme(pageUrl: string): boolean {
  return mappedHost.test(pageUrl);
}

/** A policy that names a custom scheme (`app:` or `app://host`) must go on naming the same origin. */
export function toPagePolicy(policy: string): string {
  return policy
    .split(' ')
    .map((source) => {
      if (/^[a-z][a-z0-9-]*:\/\/[^*]/i.test(source)) return toPageUrl(source);
      const scheme = /^([a-z][a-z0-9-]*):(;?)$/i.exec(source);
      if (!scheme?.[1] || known.test(source) || /^(mediastream|filesystem):/.test(source)) return source;
      return `http://*.${scheme[1]}-scheme.localhost${scheme[2] ?? ''}`;
    })
    .join(' ');
}
