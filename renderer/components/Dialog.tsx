import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from './cx.ts';
import styles from './Dialog.module.css';

export type DialogProps = {
  title: string;
  onClose: () => void;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  buttons: ReactNode;
  note?: string;
  wide?: boolean;
  /** `alertdialog` for questions that must be answered. */
  role?: 'dialog' | 'alertdialog';
};

export function Dialog({
  title,
  onClose,
  children,
  buttons,
  note,
  wide = false,
  role = 'dialog',
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => open || onClose()}
      className={cx(styles.shade)}
    >
      <Modal className={cx(styles.modal, wide && styles.wide)}>
        <AriaDialog role={role} className={cx(styles.dialog)}>
          <Heading slot="title" level={2} className={cx(styles.title)}>
            {title}
          </Heading>
          <div className={cx(styles.body)}>{children}</div>
          <div className={cx(styles.foot)}>
            {note === undefined ? null : <p className={cx(styles.note)}>{note}</p>}
            {buttons}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
