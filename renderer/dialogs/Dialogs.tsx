import { lazy, Suspense } from 'react';
import { assertNever } from '../../shared/assert-never.ts';
import type { DialogState } from '../app-store.ts';
import { useApp } from '../state/store-context.ts';
import { AddServerDialog } from './AddServerDialog.tsx';
import { BusyDialog } from './BusyDialog.tsx';
import { ChangeServerDialog } from './ChangeServerDialog.tsx';
import { LoadDialog } from './LoadDialog.tsx';
import { RemoveServerDialog } from './RemoveServerDialog.tsx';
import { ServerKeyDialog } from './ServerKeyDialog.tsx';
import { WarmthDialog } from './WarmthDialog.tsx';

/** With the review and the diff it brings along, a chunk of its own. */
const SetUpProviderDialog = lazy(() => import('./SetUpProviderDialog.tsx'));

/** The one place where dialogs about servers and models are drawn. */
export default function Dialogs() {
  const dialog = useApp((state) => state.dialog);
  return dialog === null ? null : <Shown dialog={dialog} />;
}

function Shown({ dialog }: { dialog: DialogState }) {
  switch (dialog.is) {
    case 'load':
      return <LoadDialog {...dialog} />;
    case 'confirm-busy':
      return <BusyDialog {...dialog} />;
    case 'warmth':
      return <WarmthDialog {...dialog} />;
    case 'add-server':
      return <AddServerDialog />;
    case 'set-up-provider':
      return (
        <Suspense fallback={null}>
          <SetUpProviderDialog {...dialog} />
        </Suspense>
      );
    case 'change-server':
      return <ChangeServerDialog serverId={dialog.serverId} />;
    case 'server-key':
      return <ServerKeyDialog serverId={dialog.serverId} />;
    case 'remove-server':
      return <RemoveServerDialog serverId={dialog.serverId} />;
    default:
      return assertNever(dialog);
  }
}
