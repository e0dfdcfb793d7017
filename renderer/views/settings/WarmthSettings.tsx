import { pauseHours } from '../../../shared/warmth.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { FailureNote } from '../../components/FailureNote.tsx';
import { Menu } from '../../components/Menu.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Switch } from '../../components/Switch.tsx';
import { hereWords } from '../../display/place-words.ts';
import { useClock } from '../../state/clock.ts';
import { useT } from '../../state/language.tsx';
import { useApi, useSnapshot } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './settings.module.css';
import type { SettingsControl } from './use-settings.ts';

const hour = 60 * 60_000;
const awakeHours = [1, 4, 8, 12] as const;

export function WarmthSettings({ settings, change }: SettingsControl) {
  const t = useT();
  const api = useApi();
  const clock = useClock();
  const isDesktop = useSnapshot(({ app }) => app.host === 'desktop');
  const awakeWords = t(
    hereWords(
      'settings.awake',
      useSnapshot(({ app }) => app.platform),
    ),
  );
  const pausedUntil = useSnapshot(({ warmth }) => warmth.pausedUntil);
  const pausing = useCommand();
  const pause = (forHours: number | null) => void pausing.run(() => api.pauseKeepWarm({ forHours }));
  const { keepWarm, keepAwakeUntil } = settings;
  const isAwake = keepAwakeUntil !== null && keepAwakeUntil > clock.now();
  return (
    <Section title={t('settings.warmth')} grouped>
      <Row label={t('settings.warmth.chain')} note={t('settings.warmth.chain.note')}>
        <Switch
          label={t('settings.warmth.chain')}
          on={keepWarm.chainByDefault}
          onChange={(chainByDefault) => change({ keepWarm: { ...keepWarm, chainByDefault } })}
        />
      </Row>
      <Row label={t('settings.warmth.battery')}>
        <Switch
          label={t('settings.warmth.battery')}
          on={keepWarm.pauseOnBattery}
          onChange={(pauseOnBattery) => change({ keepWarm: { ...keepWarm, pauseOnBattery } })}
        />
      </Row>
      <Row
        label={t('settings.warmth.pause')}
        note={
          pausedUntil === null
            ? t('settings.warmth.pause.note')
            : t('settings.warmth.paused', { at: pausedUntil })
        }
      >
        {pausedUntil === null ? (
          <Menu
            name={t('settings.warmth.pause')}
            entries={pauseHours.map((hours) => ({
              is: 'item',
              id: String(hours),
              text: t('settings.warmth.pauseFor', { count: hours }),
              run: () => pause(hours),
            }))}
          >
            <Button>{t('settings.warmth.pause.button')}</Button>
          </Menu>
        ) : (
          <Button isDisabled={pausing.running} onPress={() => pause(null)}>
            {t('settings.warmth.resume')}
          </Button>
        )}
      </Row>
      {pausing.failure === null ? null : (
        <div className={cx(styles.inset)}>
          <FailureNote failure={pausing.failure} onDismiss={pausing.reset} />
        </div>
      )}
      {isDesktop ? (
        <Row label={awakeWords} note={t('settings.awake.note')}>
          <Menu
            name={awakeWords}
            entries={[
              {
                is: 'item',
                id: 'off',
                text: t('settings.awake.off'),
                checked: !isAwake,
                run: () => change({ keepAwakeUntil: null }),
              },
              ...awakeHours.map((hours) => ({
                is: 'item' as const,
                id: String(hours),
                text: t('settings.awake.for', { count: hours }),
                run: () => change({ keepAwakeUntil: clock.now() + hours * hour }),
              })),
            ]}
          >
            <Button>
              {isAwake ? t('settings.awake.until', { at: keepAwakeUntil }) : t('settings.awake.off')}
            </Button>
          </Menu>
        </Row>
      ) : null}
    </Section>
  );
}
