import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../text';
import { IconButton } from './Button';
import { CloseIcon } from './icons';

interface Props {
  title: string;
  onClose: () => void;
  /** Keys of this sheet; its own (Escape, Tab) need none. */
  onKey?: (event: KeyboardEvent) => void;
  children: ComponentChildren;
  testId?: string;
}

/** The ref of a dialog that is open as long as it is mounted; focus then returns to where it was. */
export function useModal() {
  const ref = useRef<HTMLDialogElement>(null);
  // Before anything is painted: a key pressed at the sight of it must find it open.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    ref.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return ref;
}

/** A native modal dialog: rises from below on phones, stands in the middle on desks. Mounted means open.
 * A tap beside it closes it where the browser knows `closedby`; Escape and the cross always do. */
export function Sheet({ title, onClose, onKey, children, testId }: Props) {
  const ref = useModal();
  const heading = useId();
  return (
    <dialog
      ref={ref}
      class="sheet"
      aria-labelledby={heading}
      data-testid={testId}
      onClose={onClose}
      onKeyDown={onKey}
      closedby="any"
    >
      <div class="sheet-head">
        <h2 id={heading}>{title}</h2>
        <IconButton icon={CloseIcon} label={t('ui.close')} onClick={() => ref.current?.close()} />
      </div>
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
