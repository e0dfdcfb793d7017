import Activity from 'lucide-react/icons/activity';
import Boxes from 'lucide-react/icons/boxes';
import FileBraces from 'lucide-react/icons/file-braces';
import ListChecks from 'lucide-react/icons/list-checks';
import ListOrdered from 'lucide-react/icons/list-ordered';
import Settings from 'lucide-react/icons/settings';
import type { PlaceName } from '../../shared/contract/app-commands.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import type { IconImage } from '../components/Icon.tsx';

export const placeLooks: Record<PlaceName, { name: PlainKey; icon: IconImage }> = {
  models: { name: 'place.models', icon: Boxes },
  chain: { name: 'place.chain', icon: ListOrdered },
  config: { name: 'place.config', icon: FileBraces },
  checks: { name: 'place.checks', icon: ListChecks },
  activity: { name: 'place.activity', icon: Activity },
  settings: { name: 'place.settings', icon: Settings },
};
