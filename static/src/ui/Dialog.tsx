import * as Primitive from '@radix-ui/react-dialog';
import type { KeyboardEvent, ReactNode } from 'react';
import { Button } from './Button';
import { useBackToClose } from './useBackToClose';
import { useFocusReturn } from './useFocusReturn';
import { useHoldPage } from './useHoldPage';
import styles from './Dialog.module.css';

interface Props {
  title: string;
  description?: string;
  wide?: boolean;
  /** Picture beside the controls where the window is low. */
  split?: boolean;
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  foot?: ReactNode;
  children: ReactNode;
}

/** Where the keys belong first, when a dialog says so. */
function focusMarked(event: Event): void {
  const marked = (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[data-autofocus]');
  if (!marked) return;
  event.preventDefault();
  marked.focus();
}

/** A press on a message does not close the dialog below it. */
export function keepForMessages(event: { target: EventTarget | null; preventDefault: () => void }): void {
  if (event.target instanceof Element && event.target.closest('[data-messages]')) event.preventDefault();
}

/** A sheet from below on a phone, a window on a desk. The backdrop is our
 * own: the library's adds a <style> element, which the CSP forbids. */
export function Dialog({ title, description, wide, split, onClose, onKeyDown, foot, children }: Props) {
  const returnFocus = useFocusReturn();
  useHoldPage();
  useBackToClose(onClose);
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <div className={styles.backdrop} />
        <Primitive.Content
          className={[styles.dialog, wide && styles.wide, split && styles.split, foot && styles.hasFoot].filter(Boolean).join(' ')}
          onOpenAutoFocus={focusMarked}
          onCloseAutoFocus={returnFocus}
          onInteractOutside={keepForMessages}
          onKeyDown={onKeyDown}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className={styles.head}>
            <div className={styles.heading}>
              <Primitive.Title className={styles.title}>{title}</Primitive.Title>
              {description && (
                <Primitive.Description className={styles.description}>{description}</Primitive.Description>
              )}
            </div>
            <Primitive.Close asChild>
              <Button look="quiet" icon="close" aria-label="Close" />
            </Primitive.Close>
          </div>
          <div className={styles.body}>{children}</div>
          {foot && <div className={styles.foot}>{foot}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
