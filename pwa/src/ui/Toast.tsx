import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../text';
import { Button } from './Button';
import { UndoIcon } from './icons';

interface Message {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

/** Long enough to read and to reach; nothing is only ever said in a toast. */
const SHOWN_MS = 6000;

const messages = signal<readonly Message[]>([]);
let last = 0;

const dismiss = (id: number): void => {
  messages.value = messages.value.filter((message) => message.id !== id);
};

/** Says what just happened; with `undo`, offers to take it back. */
export function toast(text: string, undo?: () => void): void {
  last += 1;
  const id = last;
  messages.value = [...messages.value.slice(-1), { id, text, undo }];
  setTimeout(dismiss, SHOWN_MS, id);
}

/** Shown anew for each message, so that it lies above whichever dialog is open by then. */
export function Toasts() {
  const place = useRef<HTMLDivElement>(null);
  const shown = messages.value;
  useLayoutEffect(() => {
    place.current?.hidePopover?.();
    if (shown.length > 0) place.current?.showPopover?.();
  }, [shown]);
  return (
    <div ref={place} class="toasts" popover="manual" role="status" aria-live="polite">
      {shown.map(({ id, text, undo }) => (
        <div class="toast" key={id} data-testid="toast">
          <p>{text}</p>
          {undo && (
            <Button
              icon={UndoIcon}
              testId="toast-undo"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
