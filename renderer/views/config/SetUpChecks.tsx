import type { Failure } from '../../../shared/failures.ts';
import { pictureOf } from '../../../shared/gateway.ts';
import { type SetupChoices, type SetupPlan, setupChecks } from '../../../shared/provider-setup.ts';
import { Button } from '../../components/Button.tsx';
import { Dialog } from '../../components/Dialog.tsx';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Row } from '../../components/Row.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useSnapshot } from '../../state/store-context.ts';
import { CheckIcon } from '../checks/CheckIcon.tsx';

export type SetUpChecksProps = {
  plan: SetupPlan;
  serverId: string;
  position: SetupChoices['position'];
  /** The key that was given could not be kept. */
  keyFailure: Failure | null;
  onClose: () => void;
};

/** After the save: every step of the set-up, looked at in the world as it is. It goes on watching while it is open. */
export function SetUpChecks({ plan, serverId, position, keyFailure, onClose }: SetUpChecksProps) {
  const { t } = useTranslator();
  const server = useSnapshot(({ servers }) => servers.find((each) => each.id === serverId)) ?? null;
  const picture = useSnapshot(({ gateway }) => pictureOf(gateway));
  return (
    <Dialog
      title={t('configView.setup.title')}
      onClose={onClose}
      buttons={
        <Button look="primary" onPress={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <p>{t('configView.setup.done')}</p>
      {keyFailure === null ? null : <FailureNote failure={keyFailure} />}
      <div role="status">
        {setupChecks(picture, server, plan, position).map(({ what, state }) => (
          <Row key={what} icon={<CheckIcon state={state} />} label={t(`configView.setup.check.${what}`)}>
            {t(`checksView.state.${state}`)}
          </Row>
        ))}
      </div>
    </Dialog>
  );
}
