import type { Failure } from '../../../shared/failures.ts';
import type { Settings } from '../../../shared/settings.ts';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';

/** The settings as they are, and a way to change some of them. What is shown changes when main has saved it. */
export type SettingsControl = {
  settings: Settings;
  failure: Failure | null;
  change(part: Partial<Settings>): void;
};

export function useSettings(): SettingsControl {
  const api = useApi();
  const settings = useSnapshot((snapshot) => snapshot.settings);
  const saving = useCommand();
  return {
    settings,
    failure: saving.failure,
    change: (part) => void saving.run(() => api.updateSettings({ change: part })),
  };
}
