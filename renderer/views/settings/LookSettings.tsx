import { languages, type Settings } from '../../../shared/settings.ts';
import { Row } from '../../components/Row.tsx';
import { Section } from '../../components/Section.tsx';
import { Segments } from '../../components/Segments.tsx';
import { type Choice, Select } from '../../components/Select.tsx';
import { useT } from '../../state/language.tsx';
import type { SettingsControl } from './use-settings.ts';

/** Every language by its own name, so that whoever lost their way finds theirs. */
const ownNames: Record<(typeof languages)[number], string> = {
  en: 'English',
  ru: 'Русский',
  'zh-CN': '简体中文',
  pl: 'Polski',
  sv: 'Svenska',
  'pt-BR': 'Português (Brasil)',
};

const themes = ['system', 'light', 'dark'] as const satisfies readonly Settings['theme'][];
const densities = ['comfortable', 'compact'] as const satisfies readonly Settings['density'][];

export function LookSettings({ settings, change }: SettingsControl) {
  const t = useT();
  const languageChoices: Choice<(typeof languages)[number] | 'system'>[] = [
    { value: 'system', text: t('settings.language.system') },
    ...languages.map((language) => ({ value: language, text: ownNames[language] })),
  ];
  return (
    <Section title={t('settings.look')} grouped>
      <Row label={t('settings.theme')} wraps>
        <Segments
          label={t('settings.theme')}
          value={settings.theme}
          choices={themes.map((theme) => ({ value: theme, text: t(`settings.theme.${theme}`) }))}
          onChange={(theme) => change({ theme })}
        />
      </Row>
      <Row label={t('settings.density')} wraps>
        <Segments
          label={t('settings.density')}
          value={settings.density}
          choices={densities.map((density) => ({ value: density, text: t(`settings.density.${density}`) }))}
          onChange={(density) => change({ density })}
        />
      </Row>
      <Row label={t('settings.language')} wraps>
        <Select
          label={t('settings.language')}
          value={settings.language ?? 'system'}
          choices={languageChoices}
          onChange={(language) => change({ language: language === 'system' ? null : language })}
        />
      </Row>
    </Section>
  );
}
