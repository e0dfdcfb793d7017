/** Everything a test can see and do in the running app; the driver's types come from here. */
import { appVerbs } from './app-verbs.ts';
import { dialogVerbs } from './dialog.ts';
import { dockVerbs } from './dock.ts';
import { answer } from './host.ts';
import { themeVerbs } from './native-theme.ts';
import { notificationVerbs } from './notification.ts';
import { powerVerbs } from './power.ts';
import { screenVerbs } from './screen.ts';
import { shellVerbs } from './shell.ts';
import { smallVerbs } from './small-parts.ts';
import { trayVerbs } from './tray.ts';

const verbs = {
  ...appVerbs,
  ...trayVerbs,
  ...dialogVerbs,
  ...dockVerbs,
  ...themeVerbs,
  ...notificationVerbs,
  ...powerVerbs,
  ...screenVerbs,
  ...shellVerbs,
  ...smallVerbs,
};

export type Verbs = typeof verbs;

answer('verb', ({ name, input }) => {
  const verb = verbs[name as keyof Verbs] as ((input: unknown) => unknown) | undefined;
  if (!verb) throw new Error(`electron stand-in: no verb ${name}`);
  return verb(input);
});
