/** Where a hosted provider answers, as far as its address tells. A code, or the cloud's own name of a region. */

const byHost: readonly [pattern: RegExp, region: string][] = [
  [/^eu\.api\.openai\.com$/, 'eu'],
  [/^us\.api\.openai\.com$/, 'us'],
  [/(^|\.)mistral\.ai$/, 'eu'],
  [
    /(^|\.)(minimaxi\.com|moonshot\.cn|bigmodel\.cn|deepseek\.com|volces\.com|siliconflow\.cn|baidubce\.com)$/,
    'cn',
  ],
  [/^dashscope\.aliyuncs\.com$/, 'cn'],
  [/^dashscope-intl\.aliyuncs\.com$/, 'sg'],
  [/^dashscope-us\.aliyuncs\.com$/, 'us'],
];

/** bedrock-runtime.eu-central-1.amazonaws.com, europe-west4-aiplatform.googleapis.com */
const inHost: readonly RegExp[] = [
  /\.([a-z]{2}(?:-gov)?-[a-z]+-\d)\.amazonaws\.com$/,
  /^([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/,
  /^(eu|us)-aiplatform\.googleapis\.com$/,
  /^([a-z]+\d?)\.api\.cognitive\.microsoft\.com$/,
  /\.([a-z]+\d?)\.inference\.ml\.azure\.com$/,
  // Only what is known as a region: most hosts begin with the name of a service or a customer.
  /^(eu|us|uk|cn|sg|jp|ca|au|in)\.(?:inference|api)\./,
];

export function regionOfUrl(baseUrl: string | null): string | null {
  if (baseUrl === null || !URL.canParse(baseUrl)) return null;
  const host = new URL(baseUrl).hostname.toLowerCase();
  const known = byHost.find(([pattern]) => pattern.test(host))?.[1];
  if (known !== undefined) return known;
  for (const pattern of inHost) {
    const region = pattern.exec(host)?.[1];
    if (region !== undefined) return region;
  }
  return null;
}

/** `eu` covers `eu-central-1` and `europe-west4`; anything else has to be the same. */
export function isWithinRegion(region: string, wanted: string): boolean {
  const [a, b] = [region.toLowerCase(), wanted.toLowerCase()];
  if (a === b || a.startsWith(`${b}-`)) return true;
  return b === 'eu' && a.startsWith('europe-');
}

/** Behind a proxy: the region, when every service that may answer is pinned to the same one. */
export function regionOfServices(services: readonly string[]): string | null {
  const regions = new Set(services.map(regionOfService));
  const [region] = regions;
  return regions.size === 1 ? (region ?? null) : null;
}

const homes: Readonly<Record<string, string>> = {
  mistral: 'eu',
  deepseek: 'cn',
  moonshotai: 'cn',
  nebius: 'eu',
};

/** `azure/eu`, `google-vertex/europe`; a few services have one home only. */
function regionOfService(service: string): string | null {
  const [name = '', pinned] = service.toLowerCase().split('/');
  if (pinned === undefined) return homes[name] ?? null;
  if (pinned.startsWith('europe')) return 'eu';
  return /^(eu|us|uk|cn|sg|jp|ca|au|in)(-|$)/.test(pinned) ? pinned : null;
}
