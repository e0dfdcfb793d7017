import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Menu } from '../../components/Menu.tsx';
import { ViewHeader } from '../../components/ViewHeader.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Checks.module.css';
import type { Reports } from './report-store.ts';

/** Run again, and copy what was found in a form that is safe to paste. */
export function ChecksHeader({ reports, onRun }: { reports: Reports; onRun: () => void }) {
  const { t, failure: textOf } = useTranslator();
  const api = useApi();
  const copy = useCommand<unknown>();
  const [copied, setCopied] = useState(false);
  async function copyReport(maskHosts: boolean): Promise<void> {
    setCopied(false);
    const done = await copy.run(async () => {
      const answer = await api.reportText({ maskHosts });
      return answer.ok ? api.copyText({ text: answer.value.text }) : answer;
    });
    setCopied(done !== null);
  }
  return (
    <ViewHeader title={t('place.checks')}>
      <span className={cx(styles.copied)} role="status">
        {copy.failure === null ? (copied ? t('checksView.copied') : '') : textOf(copy.failure).title}
      </span>
      <Menu
        name={t('checksView.copy')}
        entries={[
          {
            is: 'item',
            id: 'plain',
            text: t('checksView.copy.plain'),
            run: () => void copyReport(false),
          },
          {
            is: 'item',
            id: 'masked',
            text: t('checksView.copy.masked'),
            run: () => void copyReport(true),
          },
        ]}
      >
        <Button isDisabled={reports.report === null || copy.running}>{t('checksView.copy')}</Button>
      </Menu>
      <Button look="primary" isDisabled={reports.running} onPress={onRun}>
        {t(reports.running ? 'checksView.running' : 'checksView.run')}
      </Button>
    </ViewHeader>
  );
}
