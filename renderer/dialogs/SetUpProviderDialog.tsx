import { pictureOf } from '../../shared/gateway.ts';
import { useAppStore, useSnapshot } from '../state/store-context.ts';
import { SetUpProvider } from '../views/config/SetUpProvider.tsx';

export type SetUpProviderDialogProps = { serverId: string; modelId: string | null };

/** A server that was met elsewhere becomes a provider of the gateway; the model it was met with is chosen already. */
export default function SetUpProviderDialog({ serverId, modelId }: SetUpProviderDialogProps) {
  const { actions } = useAppStore();
  const picture = useSnapshot(({ gateway }) => pictureOf(gateway));
  if (picture === null) return null;
  return (
    <SetUpProvider picture={picture} first={{ serverId, modelId }} onClose={() => actions.closeDialog()} />
  );
}
