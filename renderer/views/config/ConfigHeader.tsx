import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import type { NamedEdit } from '../../../shared/config-edits.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { ReviewDialog } from '../../components/review/ReviewDialog.tsx';
import { Segments } from '../../components/Segments.tsx';
import { ViewHeader } from '../../components/ViewHeader.tsx';
import { useTranslator } from '../../state/language.tsx';
import { useAppStore } from '../../state/store-context.ts';
import { isUnsaved } from './text-draft.ts';
import { type ConfigTab, textsOf, useTexts } from './text-store.ts';

const tabs = ['file', 'providers', 'history'] as const satisfies readonly ConfigTab[];

/** Which part of the config is shown, and for the text what can be done with it. */
export function ConfigHeader() {
  const { t } = useTranslator();
  const store = textsOf(useAppStore());
  const { tab } = useTexts();
  return (
    <ViewHeader title={t('place.config')}>
      {tab === 'file' ? <FileButtons /> : null}
      <Segments
        label={t('configView.tabs')}
        value={tab}
        choices={tabs.map((value) => ({ value, text: t(`configView.tab.${value}`) }))}
        onChange={(next) => store.setState({ tab: next, goTo: null, find: null })}
      />
    </ViewHeader>
  );
}

/** All files that were written in are reviewed together: they are one change. */
function FileButtons() {
  const { t } = useTranslator();
  const store = textsOf(useAppStore());
  const { drafts, compare, file } = useTexts();
  const [edits, setEdits] = useState<readonly NamedEdit[] | null>(null);
  const changed = Object.entries(drafts).filter(([, draft]) => isUnsaved(draft));
  const isClean = changed.length === 0;
  return (
    <>
      <IconButton
        name={t('configView.find')}
        icon={Search}
        isDisabled={file === null}
        onPress={() => store.setState({ find: {} })}
      />
      <Button
        look="quiet"
        isDisabled={isClean && !compare}
        aria-pressed={compare}
        onPress={() => store.setState({ compare: !compare })}
      >
        {t('configView.compare')}
      </Button>
      <Button
        isDisabled={file === null || !isUnsaved(drafts[file])}
        onPress={() => (file === null ? undefined : store.change(file, 'discard'))}
      >
        {t('configView.discard')}
      </Button>
      <Button
        look="primary"
        isDisabled={isClean}
        onPress={() =>
          setEdits(changed.map(([path, { text }]) => ({ edit: 'replace-text', file: path, text })))
        }
      >
        {t('configView.review')}
      </Button>
      {edits === null ? null : (
        <ReviewDialog
          source={{ is: 'edits', edits }}
          onClose={() => setEdits(null)}
          onSaved={() => {
            store.setState({ compare: false });
            for (const [path] of changed) store.change(path, 'saved');
          }}
        />
      )}
    </>
  );
}
