import { protocol } from 'electron';
import { pageHeaders, readPageFile } from '../headless/page-files.ts';

/** The renderer comes from app://pilotlight: an origin of its own, with headers, which file:// can't have. */

const scheme = 'app';
export const pageOrigin = `${scheme}://pilotlight`;

/** Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

export function serveAppScheme(rendererFolder: string): void {
  protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file =
      url.host === 'pilotlight' && request.method === 'GET'
        ? await readPageFile(rendererFolder, url.pathname)
        : null;
    if (file === null) return new Response('Not found', { status: 404, headers: pageHeaders });
    return new Response(file.bytes, { status: 200, headers: file.headers });
  });
}
