import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The built renderer, for both hosts: fixed folder, fixed types, nothing outside it. */

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders: Record<string, string> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

export type PageFile = { bytes: Uint8Array<ArrayBuffer>; headers: Record<string, string> };

/** null: no such file of the renderer. */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | null> {
  const file = fileFor(folder, pathname);
  if (file === null) return null;
  const type = types[path.extname(file)];
  if (type === undefined) return null;
  try {
    const bytes = new Uint8Array(await readFile(file));
    // Built files carry their hash in their name; only the page itself must be asked for again.
    const caching = file.endsWith('.html') ? 'no-store' : 'private, max-age=31536000, immutable';
    return { bytes, headers: { ...pageHeaders, 'content-type': type, 'cache-control': caching } };
  } catch {
    return null;
  }
}

function fileFor(folder: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = path.join(folder, decoded === '/' ? 'index.html' : decoded);
  return file.startsWith(folder + path.sep) ? file : null;
}
