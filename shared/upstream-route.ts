/**
 * llama-swap passes everything under `/upstream/<model>/` on to that model's own process, and starts it first. Such an
 * address means the llama-swap before it and one of its models, whatever name a request carries.
 */
export type UpstreamRoute = { prefix: string; modelId: string };

export function upstreamRoute(path: string): UpstreamRoute | null {
  const match = /^(.*?)\/upstream\/(.+?)(?:\/v1)?\/*$/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  return { prefix: match[1], modelId: decoded(match[2]) };
}

/** The model of the server that a provider's address names by itself; null: requests name it. */
export function modelInAddress(baseUrl: string | null | undefined): string | null {
  if (baseUrl == null || !URL.canParse(baseUrl)) return null;
  return upstreamRoute(new URL(baseUrl).pathname)?.modelId ?? null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
