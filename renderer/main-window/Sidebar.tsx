import type { KeyboardEvent, ReactElement } from 'react';
import { Button } from 'react-aria-components/Button';
import { places } from '../../shared/contract/app-commands.ts';
import type { GatewayHealth } from '../../shared/gateway.ts';
import type { PlainKey } from '../../shared/messages/index.ts';
import { Badge } from '../components/Badge.tsx';
import { cx } from '../components/cx.ts';
import { Icon } from '../components/Icon.tsx';
import { Tip } from '../components/Tip.tsx';
import { useT } from '../state/language.tsx';
import { useApp, useAppStore, useSnapshot } from '../state/store-context.ts';
import { useMedia } from '../state/use-media.ts';
import { placeLooks } from './places.ts';
import styles from './Sidebar.module.css';
import { usePlaceShortcuts } from './use-place-shortcuts.ts';

export function Sidebar() {
  const t = useT();
  const place = useApp((state) => state.place);
  const { actions } = useAppStore();
  usePlaceShortcuts();
  return (
    <nav className={cx(styles.sidebar)} aria-label={t('place.sidebar')} onKeyDown={moveFocus}>
      <ul className={cx(styles.list)}>
        {places.map((each) => {
          const { name, icon } = placeLooks[each];
          return (
            <li key={each}>
              <RailTip text={t(name)}>
                <Button
                  className={cx(styles.place)}
                  onPress={() => actions.goTo(each)}
                  {...(place === each ? { 'aria-current': 'page' as const } : {})}
                >
                  <Icon of={icon} />
                  <span className={cx(styles.label)}>{t(name)}</span>
                </Button>
              </RailTip>
            </li>
          );
        })}
      </ul>
      <Foot />
    </nav>
  );
}

/** The names stand beside the icons unless the window is narrow; only then a tooltip says something new. */
function RailTip({ text, children }: { text: string; children: ReactElement }) {
  const isRail = useMedia('(max-width: 44rem)');
  return isRail ? <Tip text={text}>{children}</Tip> : children;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll('li button')];
  const next = buttons[buttons.findIndex((button) => button.contains(document.activeElement)) + step];
  if (next instanceof HTMLElement) next.focus();
  event.preventDefault();
}

const gatewayWords: Record<GatewayHealth['is'], PlainKey> = {
  unknown: 'gateway.unknown',
  stopped: 'gateway.stopped',
  starting: 'gateway.starting',
  ready: 'gateway.ready',
};

function Foot() {
  const t = useT();
  const health = useSnapshot(({ gateway }) => gateway.health.is);
  const demo = useSnapshot(({ app }) => app.demo);
  const dot = cx(styles.dot, health === 'ready' && styles.on, health === 'starting' && styles.half);
  return (
    <div className={cx(styles.foot)}>
      {demo ? (
        <div>
          <Badge tone="flame">{t('app.demo')}</Badge>
        </div>
      ) : null}
      <div className={cx(styles.gateway)}>
        <span className={dot} />
        <span>{t(gatewayWords[health])}</span>
      </div>
    </div>
  );
}
