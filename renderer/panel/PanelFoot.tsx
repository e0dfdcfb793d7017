import ChevronRight from 'lucide-react/icons/chevron-right';
import Ellipsis from 'lucide-react/icons/ellipsis';
import type { ChainView } from '../../shared/chain.ts';
import { coldModels } from '../../shared/cold-models.ts';
import type { Result } from '../../shared/result.ts';
import { pauseHours } from '../../shared/warmth.ts';
import { IconButton, LinkButton } from '../components/Button.tsx';
import { cx } from '../components/cx.ts';
import { FailureNote } from '../components/FailureNote.tsx';
import { Icon } from '../components/Icon.tsx';
import { Menu, type MenuEntry } from '../components/Menu.tsx';
import { thingsToLookAt } from '../display/things-to-look-at.ts';
import { useT, useTranslator } from '../state/language.tsx';
import { useApi, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './Panel.module.css';

/** What else to look at, and the verbs that concern everything. */
export function PanelFoot({ chain }: { chain: ChainView | null }) {
  const verb = useCommand();
  return (
    <>
      {verb.failure === null ? null : <FailureNote failure={verb.failure} onDismiss={verb.reset} />}
      <footer className={cx(styles.foot)}>
        <Things chain={chain} />
        <MoreMenu run={(call) => void verb.run(call)} />
      </footer>
    </>
  );
}

/** The count is of what opens from it; the checks, which ask around and find more, are its last entry. */
function Things({ chain }: { chain: ChainView | null }) {
  const { t, say } = useTranslator();
  const { actions } = useAppStore();
  const snapshot = useSnapshot((each) => each);
  const things = thingsToLookAt(snapshot, chain);
  const button = (words: string, run?: () => void) => (
    <LinkButton plain {...(run === undefined ? {} : { onPress: run })}>
      {words}
      <Icon of={ChevronRight} size={12} />
    </LinkButton>
  );
  const openChecks = () => actions.goTo('checks');
  if (things.length === 0) return button(t('panel.allFine'), openChecks);
  const words = t('panel.things', { count: things.length });
  const entries = things.map(
    ({ id, sentence, of, place }): MenuEntry => ({
      is: 'item',
      id,
      text: say(sentence),
      ...(of === null ? {} : { description: of }),
      run: () => actions.goTo(place),
    }),
  );
  return (
    <Menu
      name={words}
      entries={[
        ...entries,
        { is: 'separator', id: 'before-checks' },
        { is: 'item', id: 'checks', text: t('panel.checkEverything'), run: openChecks },
      ]}
    >
      {button(words)}
    </Menu>
  );
}

function MoreMenu({ run }: { run: (call: () => Promise<Result<unknown>>) => void }) {
  const t = useT();
  const api = useApi();
  const { actions } = useAppStore();
  const isPaused = useSnapshot(({ warmth }) => warmth.pausedUntil !== null);
  const cold = useSnapshot((snapshot) => coldModels(snapshot).length);
  const keepsAny = useSnapshot(({ warmth }) => warmth.models.some((each) => each.policy.mode !== 'off'));
  const item = (id: string, text: string, press: () => void): MenuEntry => ({
    is: 'item',
    id,
    text,
    run: press,
  });
  const pausing: MenuEntry[] = isPaused
    ? [item('resume', t('panel.resume'), () => run(() => api.pauseKeepWarm({ forHours: null })))]
    : pauseHours.map((hours) =>
        item(`pause-${hours}`, t('panel.pauseFor', { count: hours }), () =>
          run(() => api.pauseKeepWarm({ forHours: hours })),
        ),
      );
  const entries: MenuEntry[] = [
    ...(cold === 0
      ? []
      : [item('reload', t('tray.reloadCold', { count: cold }), () => run(() => api.reloadCold()))]),
    ...(keepsAny ? pausing : []),
    ...(cold > 0 || keepsAny ? [{ is: 'separator' as const, id: 'after-verbs' }] : []),
    item('checks', t('panel.checkEverything'), () => actions.goTo('checks')),
    item('open', t('panel.open'), () => run(() => api.openWindow({ place: null }))),
    { is: 'separator', id: 'before-quit' },
    item('quit', t('panel.quit'), () => run(() => api.quit())),
  ];
  return (
    <Menu name={t('common.more')} entries={entries}>
      <IconButton name={t('common.more')} icon={Ellipsis} />
    </Menu>
  );
}
