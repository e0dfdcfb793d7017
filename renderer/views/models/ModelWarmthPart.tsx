import { useEffect, useState } from 'react';
import { isReady } from '../../../shared/servers.ts';
import { showsRequests } from '../../../shared/shows-requests.ts';
import type { DayAccount, ModelWarmth } from '../../../shared/warmth.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Facts } from '../../components/Facts.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Section } from '../../components/Section.tsx';
import { Segments } from '../../components/Segments.tsx';
import { abilityWords } from '../../display/ability-words.ts';
import { hoursText } from '../../display/hours-words.ts';
import { policyFromWords, warmthWords } from '../../display/warmth-words.ts';
import { useNow } from '../../state/clock.ts';
import { useT, useTranslator } from '../../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import { useModelActions } from '../../state/use-model-actions.ts';
import styles from './ModelDetails.module.css';

type Subject = { serverId: string; modelId: string };

/** The keep-warm policy of a model, what it does now and what it did. */
export function ModelWarmthPart(subject: Subject) {
  const { t } = useTranslator();
  const warmth = useSnapshot((snapshot) =>
    snapshot.warmth.models.find(
      (each) => each.modelId === subject.modelId && each.serverId === subject.serverId,
    ),
  );
  return (
    <Section title={t('warmth.title')}>
      <div className={cx(styles.warmth)}>
        <Mode {...subject} warmth={warmth} />
        {warmth === undefined ? null : <Now warmth={warmth} />}
        <LoadForGood {...subject} />
        {warmth === undefined || warmth.policy.mode === 'off' ? null : <Accounts warmth={warmth} />}
      </div>
    </Section>
  );
}

function Mode({ serverId, modelId, warmth }: Subject & { warmth: ModelWarmth | undefined }) {
  const { t } = useTranslator();
  const api = useApi();
  const { actions } = useAppStore();
  const setting = useCommand();
  const policy = warmth?.policy;
  const load = useSnapshot(({ servers }) => servers.find(({ id }) => id === serverId)?.abilities.load);
  const cannotPin = load?.can === false && policy?.mode !== 'pin' ? load.why : null;
  return (
    <>
      <div className={cx(styles.buttons)}>
        <Segments
          label={t('warmth.mode')}
          value={policy?.mode ?? 'off'}
          choices={[
            { value: 'off', text: t('warmth.mode.off') },
            { value: 'keep', text: t('warmth.mode.keep') },
            { value: 'pin', text: t('warmth.mode.pin'), disabled: cannotPin !== null },
          ]}
          disabled={setting.running}
          onChange={(mode) =>
            void setting.run(() =>
              api.setWarmth({
                serverId,
                modelId,
                policy: {
                  mode,
                  hours: policy?.hours ?? null,
                  acceptsRealRequests: policy?.acceptsRealRequests ?? false,
                },
              }),
            )
          }
        />
        <Button onPress={() => actions.openDialog({ is: 'warmth', serverId, modelId })}>
          {t('warmth.more')}
        </Button>
      </div>
      {cannotPin === null ? null : <p className={cx(styles.text)}>{t(abilityWords[cannotPin])}</p>}
      {setting.failure === null ? null : <FailureNote failure={setting.failure} />}
    </>
  );
}

/** LM Studio keeps what is loaded by hand: one load instead of a token now and then. */
function LoadForGood({ serverId, modelId }: Subject) {
  const t = useT();
  const { reload } = useModelActions();
  const server = useSnapshot(({ servers }) => servers.find(({ id }) => id === serverId));
  const model = server?.models.find(({ id }) => id === modelId);
  const mayGo = model !== undefined && isReady(model.state) && model.idle.is === 'at';
  if (server?.kind !== 'lm-studio' || !server.abilities.reload.can || !mayGo) return null;
  const isOff =
    server.reachability.is !== 'reachable' || server.actions.some((each) => each.modelId === modelId);
  return (
    <>
      <div className={cx(styles.buttons)}>
        <Button isDisabled={isOff} onPress={() => void reload(serverId, modelId, model.contextAllocated)}>
          {t('warmth.forGood')}
        </Button>
      </div>
      <p className={cx(styles.text)}>{t('warmth.forGood.note')}</p>
    </>
  );
}

function Now({ warmth }: { warmth: ModelWarmth }) {
  const translator = useTranslator();
  const { t, say } = translator;
  const api = useApi();
  const resuming = useCommand();
  const platform = useSnapshot(({ app }) => app.platform);
  const now = useNow(warmth.status.is === 'next' || warmth.status.is === 'reload-at' ? 5_000 : 60_000);
  const { serverId, modelId, policy, policyFrom, status } = warmth;
  return (
    <>
      <p>{say(warmthWords(status, now, platform))}</p>
      {policy.mode === 'off' ? null : (
        <p className={cx(styles.text)}>
          {t(policyFromWords[policyFrom])} · {hoursText(policy.hours, translator)}
        </p>
      )}
      {status.is === 'stopped' ? (
        <Button
          isDisabled={resuming.running}
          onPress={() => void resuming.run(() => api.resumeKeepWarm({ serverId, modelId }))}
        >
          {t('warmth.resume')}
        </Button>
      ) : null}
      {resuming.failure === null ? null : (
        <FailureNote failure={resuming.failure} onDismiss={resuming.reset} />
      )}
    </>
  );
}

function Accounts({ warmth }: { warmth: ModelWarmth }) {
  const { t } = useTranslator();
  return (
    <>
      <Disclosure title={t('warmth.today')} open>
        <DayFacts days={[warmth.today]} serverId={warmth.serverId} />
      </Disclosure>
      <Disclosure title={t('warmth.week')}>
        <Week serverId={warmth.serverId} modelId={warmth.modelId} />
      </Disclosure>
    </>
  );
}

function Week({ serverId, modelId }: Subject) {
  const api = useApi();
  const { t } = useTranslator();
  const [days, setDays] = useState<DayAccount[] | null>(null);
  const { failure, run } = useCommand();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for the model that is shown.
  useEffect(() => {
    void run(() => api.warmthAccounts({ serverId, modelId, days: 7 })).then((result) => {
      if (result !== null) setDays(result);
    });
  }, [serverId, modelId]);
  if (failure !== null) return <FailureNote failure={failure} />;
  return days === null ? (
    <p className={cx(styles.text)}>{t('warmth.week.counting')}</p>
  ) : (
    <DayFacts days={days} serverId={serverId} />
  );
}

function DayFacts({ days, serverId }: { days: DayAccount[]; serverId: string }) {
  const { t, format } = useTranslator();
  const sum = (pick: (day: DayAccount) => number) => days.reduce((total, day) => total + pick(day), 0);
  const warmMs = sum((day) => day.warmMs);
  const avoided = sum((day) => day.coldStartsAvoided);
  // Where no request is ever seen, none is no finding.
  const canTell = useSnapshot(({ servers }) => {
    const server = servers.find(({ id }) => id === serverId);
    return server !== undefined && showsRequests(server);
  });
  return (
    <Facts
      facts={[
        { label: t('warmth.today.nudges'), value: format.number(sum((day) => day.nudges)) },
        { label: t('warmth.today.tokens'), value: format.number(sum((day) => day.tokens)) },
        {
          label: t('warmth.today.avoided'),
          value: avoided > 0 || canTell ? format.number(avoided) : t('warmth.today.untold'),
        },
        { label: t('warmth.today.suffered'), value: format.number(sum((day) => day.coldStartsSuffered)) },
        { label: t('warmth.today.warm'), value: format.duration(warmMs) },
        warmMs === 0
          ? null
          : {
              label: t('warmth.today.memory'),
              value: format.bytes(sum((day) => day.memoryByteMs) / warmMs),
            },
      ]}
    />
  );
}
