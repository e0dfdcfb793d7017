import Check from 'lucide-react/icons/check';
import ChevronsUpDown from 'lucide-react/icons/chevrons-up-down';
import { useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useTranslator } from '../state/language.tsx';
import { cx } from './cx.ts';
import fields from './fields.module.css';
import { Icon } from './Icon.tsx';
import overlay from './overlay.module.css';
import styles from './SearchSelect.module.css';
import type { Choice } from './Select.tsx';
import { foundChoices } from './search-choices.ts';
import { SearchField } from './TextField.tsx';

export type SearchSelectProps = {
  label: string;
  /** What the field inside asks for. */
  searchLabel: string;
  value: string;
  choices: readonly Choice<string>[];
  onChange: (value: string) => void;
};

/** A choice among so many that they are searched rather than scrolled through. */
export function SearchSelect({ label, searchLabel, value, choices, onChange }: SearchSelectProps) {
  const [isOpen, setOpen] = useState(false);
  const shown = choices.find((each) => each.value === value)?.text ?? value;
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className={cx(fields.select)} aria-label={`${label}: ${shown}`}>
        <span className={cx(fields.value)}>{shown}</span>
        <Icon of={ChevronsUpDown} size={12} />
      </Button>
      <Popover className={cx(overlay.popover, styles.popover)} offset={4} placement="bottom start">
        <Dialog aria-label={label} className={cx(overlay.search)}>
          <Found
            label={label}
            searchLabel={searchLabel}
            value={value}
            choices={choices}
            onChange={(next) => {
              setOpen(false);
              onChange(next);
            }}
          />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Found({ label, searchLabel, value, choices, onChange }: SearchSelectProps) {
  const { t } = useTranslator();
  const [text, setText] = useState('');
  const { found, more } = foundChoices(choices, text, value);
  return (
    <>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <SearchField label={searchLabel} value={text} onChange={setText} autoFocus />
        <ListBox
          aria-label={label}
          items={found.map((each) => ({ ...each, id: each.value }))}
          selectionMode="single"
          selectedKeys={[value]}
          // The one that is chosen already is "unchosen" by another press: then it stays.
          onSelectionChange={(keys) => onChange(keys === 'all' ? value : String([...keys][0] ?? value))}
          className={cx(overlay.list, overlay.found)}
          renderEmptyState={() => <p className={cx(styles.note)}>{t('common.nothingFound')}</p>}
        >
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.text} className={cx(overlay.item)}>
              {({ isSelected }) => (
                <>
                  {isSelected ? <Icon of={Check} size={14} /> : null}
                  <span className={cx(overlay.words)}>{choice.text}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Autocomplete>
      {more === 0 ? null : <p className={cx(styles.note)}>{t('common.moreFound', { count: more })}</p>}
    </>
  );
}
