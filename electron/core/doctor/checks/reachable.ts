import type { Failure, FailureCode } from '../../../../shared/failures.ts';
import type { Finding } from '../../../../shared/findings.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';
import { type Facts, isInUse, type ListAnswer, nearProviders, serverOf } from '../facts.ts';

/** Can the gateway's request reach the server at all? What comes back is the business of the checks after this. */
export const serverReachable: Check = {
  name: 'server-reachable',
  run: (facts) => nearProviders(facts.picture).map((provider) => look(facts, provider.id, provider.baseUrl)),
};

function look(facts: Facts, providerId: string, baseUrl: string): Finding {
  const asked = facts.extra.lists.find((each) => each.providerId === providerId) ?? null;
  const server = serverOf(facts, providerId);
  const name = server?.name ?? providerId;
  const url = asked?.url ?? `${baseUrl.replace(/\/+$/, '')}/models`;
  const trouble = asked === null ? troubleSeen(facts, providerId) : troubleOf(asked.answer);
  const evidence = [`GET ${url}`, answerText(asked?.answer ?? null, trouble)].filter((line) => line !== '');
  if (trouble === null) {
    if (asked === null && (server === null || server.reachability.is === 'unknown')) {
      const said = sentence('check.reachable.notAsked', { server: name });
      return finding('server-reachable', { about: providerId, state: 'could-not-tell', sentence: said });
    }
    const said = sentence('check.reachable.fine', { server: name });
    return finding('server-reachable', { about: providerId, state: 'fine', sentence: said, evidence });
  }
  return finding('server-reachable', {
    about: providerId,
    state: isInUse(facts, providerId) ? 'broken' : 'look',
    sentence: sentence(`check.reachable.${reasonOf(trouble.code)}`, { server: name, url }),
    evidence,
  });
}

/** Only what keeps an answer from coming: a key that is refused or a wrong path did come through. */
function troubleOf(answer: ListAnswer): Failure | null {
  if (answer.is === 'failed') return answer.failure;
  if (answer.is === 'list' || [401, 403, 404, 405].includes(answer.status)) return null;
  const detail = `HTTP ${answer.status}${answer.said === null ? '' : `: ${answer.said}`}`;
  if (answer.status >= 500) return { code: 'server-error', detail };
  return answer.status >= 200 && answer.status < 300 ? null : { code: 'bad-answer', detail };
}

function troubleSeen(facts: Facts, providerId: string): Failure | null {
  const reachability = serverOf(facts, providerId)?.reachability;
  if (reachability?.is !== 'unreachable') return null;
  const came: FailureCode[] = ['unauthorised', 'forbidden', 'not-found'];
  return came.includes(reachability.failure.code) ? null : reachability.failure;
}

type Reason = 'refused' | 'noConnection' | 'timeout' | 'dns' | 'tls' | 'error' | 'otherServer' | 'lost';

function reasonOf(code: FailureCode): Reason {
  switch (code) {
    case 'connection-refused':
      return 'refused';
    case 'no-connection':
      return 'noConnection';
    case 'timed-out':
      return 'timeout';
    case 'name-not-found':
      return 'dns';
    case 'tls-failed':
      return 'tls';
    case 'server-error':
    case 'server-loading':
    case 'rate-limited':
      return 'error';
    case 'wrong-kind-of-server':
    case 'bad-answer':
      return 'otherServer';
    default:
      return 'lost';
  }
}

export function answerText(answer: ListAnswer | null, trouble: Failure | null): string {
  if (trouble !== null) return `${trouble.code}: ${trouble.detail}`;
  if (answer === null || answer.is === 'failed') return '';
  if (answer.is === 'list') return `HTTP ${answer.status}, ${answer.count} models`;
  return `HTTP ${answer.status}${answer.isPage ? ', a web page' : ''}${answer.said === null ? '' : `, ${answer.said}`}`;
}
