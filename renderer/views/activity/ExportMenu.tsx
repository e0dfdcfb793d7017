import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { cx } from '../../components/cx.ts';
import { Menu } from '../../components/Menu.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useApi } from '../../state/store-context.ts';
import { useCommand } from '../../state/use-command.ts';
import styles from './Activity.module.css';

const spans = [7, 30, 366] as const;

/** The history as a JSON file, saved the way a page saves any file. */
export function ExportMenu() {
  const { t, failure: textOf } = useTranslator();
  const api = useApi();
  const asked = useCommand<{ json: string }>();
  const [done, setDone] = useState<number | null>(null);
  async function save(days: number): Promise<void> {
    setDone(null);
    const answer = await asked.run(() => api.exportActivity({ days }));
    if (answer === null) return;
    download(answer.json);
    setDone(days);
  }
  return (
    <>
      <span className={cx(styles.secondary)} role="status">
        {asked.failure !== null
          ? textOf(asked.failure).title
          : done === null
            ? ''
            : t('activityView.exported', { days: done })}
      </span>
      <Menu
        name={t('activityView.export')}
        entries={spans.map((days) => ({
          is: 'item',
          id: String(days),
          text: t('activityView.export.days', { days }),
          run: () => void save(days),
        }))}
      >
        <Button isDisabled={asked.running}>
          {t(asked.running ? 'activityView.exporting' : 'activityView.export')}
        </Button>
      </Menu>
    </>
  );
}

function download(json: string): void {
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'pilotlight-activity.json';
  link.click();
  URL.revokeObjectURL(url);
}
