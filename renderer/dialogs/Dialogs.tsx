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
