import { useState } from 'react';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { type SetupChoices, type SetupPlan, setupPlan } from '../../../shared/provider-setup.ts';
import type { ServerWithModels } from '../../../shared/servers.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { Segments } from '../../components/Segments.tsx';
import { Select } from '../../components/Select.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Config.module.css';
import { SetUpChecks } from './SetUpChecks.tsx';
import { isKeyGood, type KeyChoice, keyFor, noKeyYet, SetUpKey } from './SetUpKey.tsx';
import { SetUpModels } from './SetUpModels.tsx';

export type SetUpProviderProps = {
  picture: ModelPicture;
  /** What somebody came with; otherwise the first server that is no provider yet. */
  first?: { serverId: string; modelId: string | null };
  onClose: () => void;
};

/** From a server that was found to a provider of the gateway: choose, look at the diff, save, see that it works. */
export function SetUpProvider({ picture, first, onClose }: SetUpProviderProps) {
  const { t } = useTranslator();
  const api = useApi();
  const keeping = useCommand();
  const servers = useSnapshot((snapshot) => snapshot.servers);
  const [choices, setChoices] = useState<Choices>(() => firstChoices(servers, picture, first));
  const [step, setStep] = useState<'choose' | 'review' | 'saved'>('choose');
  const server = servers.find((each) => each.id === choices.serverId) ?? servers[0];
  const plan = server === undefined ? null : planOf(picture, server, choices);
  const [saved, setSaved] = useState<SetupPlan | null>(null);
  const change = (part: Partial<Choices>) => setChoices((now) => ({ ...now, ...part }));
  const isReady = plan !== null && (!plan.isNew || isKeyGood(choices.key));
  const canGo = isReady && plan.models.length > 0 && plan.edits.length > 0;

  if (step === 'saved' && saved !== null) {
    return (
      <SetUpChecks
        plan={saved}
        serverId={choices.serverId}
        position={choices.position}
        keyFailure={keeping.failure}
        onClose={onClose}
      />
    );
  }
  return (
    <>
      <Dialog
        title={t('configView.setup.title')}
        onClose={onClose}
        buttons={
          <>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
            <Button look="primary" isDisabled={!canGo} onPress={() => setStep('review')}>
              {t('configView.setup.next')}
            </Button>
          </>
        }
      >
        {server === undefined || plan === null ? (
          <p>{t('configView.setup.noServer')}</p>
        ) : (
          <Form server={server} servers={servers} plan={plan} choices={choices} onChange={change} />
        )}
      </Dialog>
      {step === 'review' && plan !== null ? (
        <ReviewDialog
          source={{ is: 'edits', edits: plan.edits }}
          onClose={() => setStep((now) => (now === 'saved' ? now : 'choose'))}
          onSaved={() => {
            setSaved(plan);
            setStep('saved');
            const { serverId, key } = choices;
            if (!plan.isNew || key.is !== 'kept') return;
            void keeping.run(() => api.setServerKey({ serverId, key: key.secret.trim() }));
          }}
        />
      ) : null}
    </>
  );
}

type Choices = {
  serverId: string;
  modelIds: readonly string[];
  key: KeyChoice;
  position: SetupChoices['position'];
};

/** A server that is no provider yet comes first: that is what somebody is here for. */
function firstChoices(
  servers: readonly ServerWithModels[],
  picture: ModelPicture,
  first: SetUpProviderProps['first'],
): Choices {
  const known = new Set(picture.providers.map((each) => each.id));
  const fresh = servers.find((each) => !each.providerIds.some((id) => known.has(id)));
  const serverId = first?.serverId ?? (fresh ?? servers[0])?.id ?? '';
  const modelIds = first?.modelId == null ? [] : [first.modelId];
  return { serverId, modelIds, key: noKeyYet, position: 'fallback' };
}

function planOf(picture: ModelPicture, server: ServerWithModels, choices: Choices): SetupPlan {
  return setupPlan(picture, server, {
    serverId: server.id,
    modelIds: [...choices.modelIds],
    providerId: null,
    key: keyFor(choices.key, server.kind),
    position: choices.position,
  });
}

type FormProps = {
  server: ServerWithModels;
  servers: readonly ServerWithModels[];
  plan: SetupPlan;
  choices: Choices;
  onChange: (part: Partial<Choices>) => void;
};

const positions = ['none', 'fallback', 'primary'] as const;

function Form({ server, servers, plan, choices, onChange }: FormProps) {
  const { t } = useTranslator();
  const cautions = plan.cautions.filter((each) => each !== 'no-models' || choices.modelIds.length > 0);
  return (
    <>
      <Select
        label={t('configView.setup.server')}
        labelShown
        value={server.id}
        choices={servers.map((each) => ({ value: each.id, text: each.name, description: each.baseUrl }))}
        onChange={(serverId) => onChange({ serverId, modelIds: [] })}
      />
      <p className={cx(styles.secondary)}>
        {plan.isNew
          ? t('configView.setup.becomes', { provider: plan.providerId, url: plan.baseUrl, api: plan.api })
          : t('configView.setup.adds', { provider: plan.providerId })}
      </p>
      <SetUpModels
        key={server.id}
        server={server}
        chosen={choices.modelIds}
        onChange={(modelIds) => onChange({ modelIds })}
      />
      {plan.isNew ? <SetUpKey choice={choices.key} onChange={(key) => onChange({ key })} /> : null}
      <div className={cx(styles.pair)}>
        <span>{t('configView.setup.position')}</span>
        <Segments
          label={t('configView.setup.position')}
          value={choices.position}
          choices={positions.map((value) => ({ value, text: t(`configView.setup.position.${value}`) }))}
          onChange={(position) => onChange({ position })}
        />
      </div>
      {plan.models.length > 0 && plan.edits.length === 0 ? (
        <Notice title={t('configView.setup.nothing')} />
      ) : null}
      {cautions.map((caution) => (
        <Notice key={caution} tone="look" title={t(`configView.setup.caution.${caution}`)} />
      ))}
    </>
  );
}
