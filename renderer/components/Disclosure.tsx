import ChevronRight from 'lucide-react/icons/chevron-right';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { cx } from './cx.ts';
import styles from './Disclosure.module.css';
import { Icon } from './Icon.tsx';

export type DisclosureProps = {
  title: string;
  open?: boolean;
  /** For what has to be asked for first. */
  onOpen?: () => void;
  children: ReactNode;
};

export function Disclosure({ title, open = false, onOpen, children }: DisclosureProps) {
  return (
    <AriaDisclosure defaultExpanded={open} onExpandedChange={(isOpen) => isOpen && onOpen?.()}>
      <Button slot="trigger" className={cx(styles.trigger)}>
        <Icon of={ChevronRight} size={12} />
        {title}
      </Button>
      <DisclosurePanel>{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}

/** Text as a machine wrote it, to read and to copy. */
export function RawText({ children }: { children: string }) {
  return <pre className={cx(styles.raw)}>{children}</pre>;
}
