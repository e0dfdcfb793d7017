import type { RendererApi } from '../shared/ipc-contract.ts';
import { fail, ok } from '../shared/result.ts';

/** What the desktop app asks of the system and a browser can do by itself, without its host. */
export const browserDeeds: Pick<RendererApi, 'copyText' | 'openExternal'> = {
  async copyText({ text }) {
    try {
      await navigator.clipboard.writeText(text);
      return ok(undefined);
    } catch (error) {
      return fail('internal', `The browser did not copy: ${String(error)}`);
    }
  },
  async openExternal({ url }) {
    const address = URL.parse(url);
    if (address === null || !/^https?:$/.test(address.protocol))
      return fail('address-not-allowed', `Only http and https links are opened: ${url}`);
    open(address, '_blank', 'noopener,noreferrer');
    return ok(undefined);
  },
};
