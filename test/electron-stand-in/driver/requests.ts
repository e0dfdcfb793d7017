/** Every request of a context passes here: custom schemes go to main, self-made moves are asked about. */
import type { BrowserContext, Request, Route } from '@playwright/test';
import type { Channel } from '../channel.ts';
import type { AppCalls, WebRequestData } from '../wire.ts';
import { describeFrame } from './frames.ts';
import { fromPageUrl, isCustomScheme, toPagePolicy } from './scheme-urls.ts';
import type { ShownPage } from './shown-page.ts';

type Pages = { pageOf(request: Request): ShownPage | null };
type Headers = [string, string][];

function resourceType(request: Request): string {
  const type = request.resourceType();
  if (type === 'document') return request.frame().parentFrame() ? 'subFrame' : 'mainFrame';
  return type === 'fetch' ? 'xhr' : type;
}

function dataOf(request: Request, shown: ShownPage, partition: string): WebRequestData {
  return {
    partition,
    webContentsId: shown.id,
    url: fromPageUrl(request.url()),
    method: request.method(),
    headers: request.headers(),
    body: request.postDataBuffer(),
    resourceType: resourceType(request),
  };
}

function toHeaderObject(headers: Headers): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of headers) {
    const isPolicy = /^content-security-policy/i.test(name);
    const shown = isPolicy ? toPagePolicy(value) : value;
    result[name] = result[name] === undefined ? shown : `${result[name]}${isPolicy ? ', ' : '\n'}${shown}`;
  }
  return result;
}

async function mayGoOn(request: Request, shown: ShownPage, app: Channel<AppCalls>): Promise<boolean> {
  if (!request.isNavigationRequest()) return true;
  const frame = request.frame();
  if (frame.parentFrame() === null && shown.isOrdered(request.url())) return true;
  const url = fromPageUrl(request.url());
  const { prevented } = await app.call('willNavigate', {
    id: shown.id,
    url,
    frame: describeFrame(frame, shown.id),
  });
  return !prevented;
}

async function answerFromMain(
  route: Route,
  data: WebRequestData,
  app: Channel<AppCalls>,
  complain: Complain,
) {
  const answer = await app.call('customProtocol', data);
  if (answer.kind === 'failed') {
    complain(`${data.url}: ${answer.reason}`);
    return route.abort('failed');
  }
  const changed = await app.call('responseHeaders', {
    request: data,
    status: answer.status,
    headers: answer.headers,
  });
  if (changed.cancel) return route.abort('blockedbyclient');
  return route.fulfill({
    status: answer.status,
    headers: toHeaderObject(changed.headers),
    body: Buffer.from(answer.body),
  });
}

type Complain = (text: string) => void;

export async function routeRequests(
  context: BrowserContext,
  partition: string,
  app: Channel<AppCalls>,
  pages: Pages,
  complain: Complain,
): Promise<void> {
  const handle = async (route: Route) => {
    const request = route.request();
    const shown = pages.pageOf(request);
    // A pop-up nobody allowed: it is closed before it can load anything.
    if (!shown) return route.abort('blockedbyclient');
    if (!(await mayGoOn(request, shown, app))) return route.abort('aborted');
    const data = dataOf(request, shown, partition);
    if ((await app.call('beforeRequest', data)).cancel) return route.abort('blockedbyclient');
    if (isCustomScheme(request.url())) return answerFromMain(route, data, app, complain);
    return route.continue();
  };
  await context.route('**/*', (route) =>
    handle(route).catch((error: Error) => {
      complain(`${route.request().url()}: ${error.message}`);
      return route.abort('failed').catch(() => {});
    }),
  );
}
