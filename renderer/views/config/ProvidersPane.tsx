import Plus from 'lucide-react/icons/plus';
import Server from 'lucide-react/icons/server';
import { useState } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import type { ModelPicture } from '../../../shared/gateway.ts';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Empty } from '../../components/Empty.tsx';
import { useTranslator } from '../../state/language.tsx';
import styles from './Config.module.css';
import { ProviderEditor } from './ProviderEditor.tsx';
import { useProviderFormStore, useProviderForms } from './provider-forms.ts';
import { SetUpProvider } from './SetUpProvider.tsx';

/** The providers of the config as forms. What is changed here are the same named edits as everywhere. */
export function ProvidersPane({ picture }: { picture: ModelPicture }) {
  const { t } = useTranslator();
  const store = useProviderFormStore();
  const { chosen, drafts } = useProviderForms();
  const [settingUp, setSettingUp] = useState(false);
  const { providers } = picture;
  const shown = providers.find((each) => each.id === chosen) ?? providers[0];
  const setUp = (
    <Button icon={Plus} onPress={() => setSettingUp(true)}>
      {t('configView.provider.setUp')}
    </Button>
  );
  const dialog = settingUp ? <SetUpProvider picture={picture} onClose={() => setSettingUp(false)} /> : null;
  if (shown === undefined) {
    return (
      <Empty icon={Server} title={t('configView.provider.none')} advice={t('configView.provider.noneAdvice')}>
        {setUp}
        {dialog}
      </Empty>
    );
  }
  return (
    <div className={cx(styles.split)}>
      <div className={cx(styles.side, styles.stack)}>
        <GridList
          aria-label={t('configView.provider.list')}
          items={providers}
          dependencies={[drafts]}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={[shown.id]}
          onSelectionChange={(keys) => {
            const key = keys === 'all' ? undefined : [...keys][0];
            if (key !== undefined) store.setState({ chosen: String(key) });
          }}
          className={cx(styles.plainList)}
        >
          {(provider) => (
            <GridListItem id={provider.id} textValue={provider.id} className={cx(styles.choice)}>
              <div>
                <p>
                  {provider.id}
                  {drafts[provider.id] === undefined ? '' : ' •'}
                </p>
                <p className={cx(styles.secondary)}>
                  {provider.models === null
                    ? t('configView.provider.own')
                    : t('count.models', { count: provider.models.length })}
                </p>
              </div>
            </GridListItem>
          )}
        </GridList>
        <div className={cx(styles.sideFoot)}>{setUp}</div>
      </div>
      <ProviderEditor key={shown.id} provider={shown} />
      {dialog}
    </div>
  );
}
