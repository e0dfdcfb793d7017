import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { nearProviders } from '../facts.ts';

/** `localhost` may mean ::1 to one program and 127.0.0.1 to the next, and a server often listens on one of them. */
export const localhost: Check = {
  name: 'localhost',
  run: ({ picture, extra }) =>
    extra.families.flatMap(({ providerId, ipv4, ipv6 }) => {
      const provider = nearProviders(picture).find((each) => each.id === providerId);
      if (provider === undefined || (!ipv4 && !ipv6)) return [];
      const about = { about: providerId, evidence: [`127.0.0.1: ${told(ipv4)}`, `[::1]: ${told(ipv6)}`] };
      if (ipv4 === ipv6) {
        const said = sentence('check.localhost.fine', { provider: providerId });
        return [finding('localhost', { ...about, state: 'fine', sentence: said })];
      }
      const address = ipv4 ? '127.0.0.1' : '[::1]';
      const value = provider.baseUrl.replace(/(\/\/(?:[^/?#]*@)?)localhost(?=[:/]|$)/i, `$1${address}`);
      return [
        finding('localhost', {
          ...about,
          state: 'look',
          sentence: sentence('check.localhost.oneFamily', { provider: providerId, address }),
          fixes: [
            {
              is: 'edits',
              label: sentence('fix.baseUrl', { url: value }),
              edits: [{ edit: 'set-provider-text', providerId, field: 'baseUrl', value }],
            },
          ],
        }),
      ];
    }),
};

function told(answers: boolean): string {
  return answers ? 'answers' : 'nothing answers';
}
