import type { ComponentType } from 'react';
import type { PlaceName } from '../../shared/contract/app-commands.ts';

/** Every place is a chunk of its own: the editor and the charts load when somebody goes there. */
export const placeLoaders: Record<PlaceName, () => Promise<{ default: ComponentType }>> = {
  models: () => import('../views/ModelsView.tsx'),
  chain: () => import('../views/ChainView.tsx'),
  config: () => import('../views/ConfigView.tsx'),
  checks: () => import('../views/ChecksView.tsx'),
  activity: () => import('../views/ActivityView.tsx'),
  settings: () => import('../views/SettingsView.tsx'),
};
