import type { Catalogue } from '../types.ts';
import { activity } from './activity.ts';
import { activityView } from './activity-view.ts';
import { chain } from './chain.ts';
import { chainView } from './chain-view.ts';
import { checks } from './checks.ts';
import { checksView } from './checks-view.ts';
import { common } from './common.ts';
import { config } from './config.ts';
import { configEdits } from './config-edits.ts';
import { configView } from './config-view.ts';
import { editor } from './editor.ts';
import { failures } from './failures.ts';
import { findings } from './findings.ts';
import { fit } from './fit.ts';
import { forecast } from './forecast.ts';
import { models } from './models.ts';
import { notices } from './notices.ts';
import { panel } from './panel.ts';
import { review } from './review.ts';
import { settings } from './settings.ts';
import { tray } from './tray.ts';
import { welcome } from './welcome.ts';

/** One file per area; keys start with the area's name. */
export const englishMessages = {
  ...common,
  ...models,
  ...chain,
  ...chainView,
  ...review,
  ...config,
  ...configEdits,
  ...configView,
  ...editor,
  ...forecast,
  ...fit,
  ...findings,
  ...checks,
  ...checksView,
  ...activity,
  ...activityView,
  ...settings,
  ...panel,
  ...tray,
  ...notices,
  ...welcome,
};

export const english: Catalogue = { messages: englishMessages, failures };
