import { NumberSelect } from '../../components/NumberSelect.tsx';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Switch } from '../../components/Switch.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useDefaultChain } from '../../state/use-default-chain.ts';
import type { SettingsControl } from './use-settings.ts';

const waits = [30, 60, 120, 300, 600, 1_800];

export function StandInSettings({ settings, change }: SettingsControl) {
  const { t, format } = useTranslator();
  const { standIn } = settings;
  const seconds = (value: number) => format.duration(value * 1_000);
  return (
    <Section title={t('settings.standIn')} grouped>
      <Row label={t('settings.standIn.enabled')} note={t('settings.standIn.enabled.note')}>
        <Switch
          label={t('settings.standIn.enabled')}
          on={standIn.enabled}
          onChange={(enabled) => change({ standIn: { ...standIn, enabled } })}
        />
      </Row>
      {standIn.enabled ? (
        <>
          <Row label={t('settings.standIn.after')}>
            <NumberSelect
              label={t('settings.standIn.after')}
              value={standIn.afterSeconds}
              choices={waits}
              text={seconds}
              onChange={(afterSeconds) => change({ standIn: { ...standIn, afterSeconds } })}
            />
          </Row>
          <Row label={t('settings.standIn.back')}>
            <NumberSelect
              label={t('settings.standIn.back')}
              value={standIn.backAfterSeconds}
              choices={waits}
              text={seconds}
              onChange={(backAfterSeconds) => change({ standIn: { ...standIn, backAfterSeconds } })}
            />
          </Row>
          <NeverUse settings={settings} change={change} failure={null} />
        </>
      ) : null}
    </Section>
  );
}

/** Hosted links the person does not want in front, whatever happens. */
function NeverUse({ settings, change }: SettingsControl) {
  const { t } = useTranslator();
  const { standIn } = settings;
  const refs = (useDefaultChain()?.links ?? []).slice(1).map((link) => link.ref);
  return refs.map((ref) => (
    <Row key={ref} label={t('settings.standIn.mayUse', { ref })}>
      <Switch
        label={t('settings.standIn.mayUse', { ref })}
        on={!standIn.neverUse.includes(ref)}
        onChange={(on) =>
          change({
            standIn: {
              ...standIn,
              neverUse: on ? standIn.neverUse.filter((each) => each !== ref) : [...standIn.neverUse, ref],
            },
          })
        }
      />
    </Row>
  ));
}
