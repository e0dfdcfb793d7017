import { useState } from 'react';
import type { ServerWithModels } from '../../shared/servers.ts';
import {
  type ModelWarmth,
  modelKey,
  offPolicy,
  type WarmthHours,
  type WarmthPolicy,
} from '../../shared/warmth.ts';
import { Button } from '../components/Button.tsx';
import { Choices } from '../components/Choices.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { FailureNote } from '../components/FailureNote.tsx';
import { HoursField } from '../components/HoursField.tsx';
import { Row } from '../components/Row.tsx';
import { Section } from '../components/Section.tsx';
import { Switch } from '../components/Switch.tsx';
import { abilityWords } from '../display/ability-words.ts';
import { costToAgree } from '../display/nudge-cost.ts';
import { useT } from '../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import { useDialogServer } from './use-subject.ts';

export type WarmthDialogProps = { serverId: string; modelId: string | null };

export function WarmthDialog({ serverId, modelId }: WarmthDialogProps) {
  const server = useDialogServer(serverId);
  return server === null ? null : <Present server={server} modelId={modelId} />;
}

const workingHours: WarmthHours = { days: [1, 2, 3, 4, 5], from: 8 * 60, to: 20 * 60 };
const modes = ['off', 'keep', 'pin'] as const satisfies readonly WarmthPolicy['mode'][];

function Present({ server, modelId }: { server: ServerWithModels; modelId: string | null }) {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const saving = useCommand();
  const before = usePolicyBefore(server.id, modelId);
  const [policy, setPolicy] = useState<WarmthPolicy>(before.policy);
  const isOn = policy.mode !== 'off';
  const change = (part: Partial<WarmthPolicy>) => setPolicy({ ...policy, ...part });
  const name = server.models.find((each) => each.id === modelId)?.name ?? modelId;

  const { load } = server.abilities;
  const cost = costToAgree(server);

  /** What cannot load cannot pin; a pin that is set already can be taken away. */
  function pinOrNot(mode: WarmthPolicy['mode']) {
    return mode === 'pin' && !load.can
      ? { note: t(abilityWords[load.why]), disabled: before.policy.mode !== 'pin' }
      : { note: t(`warmth.mode.${mode}.text`) };
  }

  async function save(value: WarmthPolicy | null): Promise<void> {
    const result = await saving.run(() => api.setWarmth({ serverId: server.id, modelId, policy: value }));
    if (result !== null) actions.closeDialog();
  }

  return (
    <Dialog
      title={
        name === null
          ? t('warmth.dialogServer', { server: server.name })
          : t('warmth.dialog', { model: name })
      }
      onClose={actions.closeDialog}
      buttons={
        <>
          {before.isOwn ? (
            <Button large look="quiet" isDisabled={saving.running} onPress={() => void save(null)}>
              {t('warmth.useDefault')}
            </Button>
          ) : null}
          <Button large onPress={actions.closeDialog}>
            {t('common.cancel')}
          </Button>
          <Button large look="primary" isDisabled={saving.running} onPress={() => void save(policy)}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <Choices
        label={t('warmth.mode')}
        value={policy.mode}
        choices={modes.map((mode) => ({
          value: mode,
          text: t(`warmth.mode.${mode}`),
          ...pinOrNot(mode),
        }))}
        onChange={(mode) => change({ mode })}
        autoFocus
      />
      {isOn ? (
        <HoursField
          label={t('warmth.hours')}
          hours={policy.hours}
          first={workingHours}
          onChange={(hours) => change({ hours })}
        />
      ) : null}
      {isOn && cost !== null ? (
        <Section title={t('warmth.cost')} grouped level={3}>
          <Row label={t(cost.label)} note={t(cost.note)}>
            <Switch
              label={t(cost.label)}
              on={policy.acceptsRealRequests}
              onChange={(acceptsRealRequests) => change({ acceptsRealRequests })}
            />
          </Row>
        </Section>
      ) : null}
      {saving.failure === null ? null : <FailureNote failure={saving.failure} />}
    </Dialog>
  );
}

/** The policy as it counts now, and whether it was set for exactly this. */
function usePolicyBefore(serverId: string, modelId: string | null): { policy: WarmthPolicy; isOwn: boolean } {
  const { serverDefaults, models } = useSnapshot(({ settings }) => settings.keepWarm);
  const shown = useSnapshot(({ warmth }): ModelWarmth | undefined =>
    warmth.models.find((each) => each.serverId === serverId && each.modelId === modelId),
  );
  const own = modelId === null ? serverDefaults[serverId] : models[modelKey(serverId, modelId)];
  return { policy: own ?? shown?.policy ?? offPolicy, isOwn: own !== undefined };
}
