import { assertNever } from '../../shared/assert-never.ts';
import type { CommandHandlers } from '../../shared/ipc-contract.ts';
import { ok, type Result } from '../../shared/result.ts';
import { modelKey, offPolicy, ticked, type WarmthPolicy } from '../../shared/warmth.ts';
import type { App } from '../core/app.ts';
import type { NoticeAction } from '../core/notices.ts';
import type { DeveloperVerb, TrayVerb } from '../core/tray-menu.ts';
import type { Ask } from './ask.ts';
import type { Words } from './words.ts';

/** What a click in the menu or on a notification does: the same commands a window would send. */
export type RunVerbs = {
  tray(verb: TrayVerb): void;
  notice(action: NoticeAction): void;
};

export type RunVerbsOptions = {
  app: App;
  handlers: CommandHandlers;
  words: Words;
  ask: Ask;
  developer: Record<DeveloperVerb, () => Promise<void>>;
};

type Answer = Promise<Result<unknown>> | Result<unknown>;

export function createRunVerbs(options: RunVerbsOptions): RunVerbs {
  const { app, handlers, words, ask, developer } = options;
  const { log } = app.ports;

  /** Nobody waits for it; a failure is told, because somebody clicked. */
  function start(work: () => Answer): void {
    const told = async () => {
      const result = await work();
      if (!result.ok && result.failure.code !== 'cancelled') ask.tell(result.failure);
    };
    told().catch((error: unknown) => log.error('A menu command broke.', { error: String(error) }));
  }

  /** A model that is answering is taken away only when the person says so. */
  async function unlessBusy(
    verb: 'load' | 'unload' | 'reload',
    modelId: string,
    work: (evenIfBusy: boolean) => Answer,
  ): Promise<Result<unknown>> {
    const first = await work(false);
    if (first.ok || first.failure.code !== 'model-busy') return first;
    const { t } = words.current();
    const others = first.failure.facts?.others;
    const agreed = await ask.confirm({
      title: t(`busy.title.${others === undefined ? verb : 'load'}`, { model: modelId }),
      text: others === undefined ? t('busy.text') : t('busy.text.load', { others: String(others) }),
      button: t(`busy.${verb}`),
    });
    return agreed ? work(true) : ok(undefined);
  }

  function load(wanted: { serverId: string; modelId: string }, contextLength: number | null): Answer {
    return unlessBusy('load', wanted.modelId, (evenIfBusy) =>
      handlers.loadModel({ ...on(wanted), contextLength, evenIfBusy }),
    );
  }

  function policyNow({ serverId, modelId }: { serverId: string; modelId: string }): WarmthPolicy {
    const { settings, warmth } = app.state.snapshot();
    const shown = warmth.models.find((each) => each.serverId === serverId && each.modelId === modelId);
    return settings.keepWarm.models[modelKey(serverId, modelId)] ?? shown?.policy ?? offPolicy;
  }

  async function checkEverything(): Promise<Result<unknown>> {
    const opened = await handlers.openWindow({ place: 'checks' });
    return opened.ok ? handlers.runChecks(undefined) : opened;
  }

  function answerTo(verb: TrayVerb): Answer {
    switch (verb.is) {
      case 'load':
        return load(verb, app.contextToLoad(verb.serverId, verb.modelId));
      case 'reload':
        return unlessBusy('reload', verb.modelId, (evenIfBusy) =>
          handlers.reloadModel({ ...on(verb), contextLength: null, evenIfBusy }),
        );
      case 'unload':
        return unlessBusy('unload', verb.modelId, (evenIfBusy) =>
          handlers.unloadModel({ ...on(verb), instanceId: null, evenIfBusy }),
        );
      case 'cancel':
        return handlers.cancelAction({ serverId: verb.serverId, actionId: verb.actionId });
      case 'keep-warm':
        return handlers.setWarmth({ ...on(verb), policy: ticked(policyNow(verb), verb.keep) });
      case 'keep-warm-again':
        return handlers.resumeKeepWarm(on(verb));
      case 'ask-server':
        return handlers.pollNow({ serverId: verb.serverId });
      case 'reload-cold':
        return handlers.reloadCold(undefined);
      case 'open':
        return handlers.openWindow({ place: verb.place });
      case 'check-everything':
        return checkEverything();
      case 'pause':
        return handlers.pauseKeepWarm({ forHours: verb.hours });
      case 'end-stand-in':
        return handlers.endStandIn(undefined);
      case 'install-update':
        return handlers.installUpdate(undefined);
      case 'quit':
        return handlers.quit(undefined);
      default:
        return afterwards(developer[verb.is]());
    }
  }

  function answerToNotice(action: NoticeAction): Answer {
    switch (action.is) {
      case 'load':
        return load(action, action.contextLength);
      case 'resume-keep-warm':
        return handlers.resumeKeepWarm(on(action));
      case 'open':
        return handlers.openWindow({ place: action.place });
      default:
        return assertNever(action);
    }
  }

  return {
    tray: (verb) => start(() => answerTo(verb)),
    notice: (action) => start(() => answerToNotice(action)),
  };
}

async function afterwards(work: Promise<void>): Promise<Result<undefined>> {
  await work;
  return ok(undefined);
}

function on({ serverId, modelId }: { serverId: string; modelId: string }) {
  return { serverId, modelId };
}
