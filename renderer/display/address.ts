/** `127.0.0.1:1234`: an address without what everybody knows. */
export function shortAddress(baseUrl: string): string {
  return baseUrl.replace(/^http:\/\//, '').replace(/\/$/, '');
}
