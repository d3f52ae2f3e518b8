import type { ComponentChildren } from 'preact';
import { IconButton } from '../../../ui/Button';
import { CloseIcon, DownIcon, EditIcon, icon } from '../../../ui/icons';
import { moved } from './lists';
import { s } from './words';

const UpIcon = icon('M5 15l7-7 7 7');

interface Props<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  nameOf: (item: T) => string;
  errorOf: (at: number) => string | undefined;
  onItems: (items: T[]) => void;
  onEdit: (at: number) => void;
  children: (item: T) => ComponentChildren;
  testId: string;
}

/** An ordered list: each row can be edited, moved and removed. */
export const Rows = <T,>({ items, keyOf, nameOf, errorOf, onItems, onEdit, children, testId }: Props<T>) => (
  <ol class="ordered" data-testid={testId}>
    {items.map((item, at) => {
      const what = nameOf(item);
      const error = errorOf(at);
      return (
        <li key={keyOf(item)} class={error ? 'ordered-row ordered-wrong' : 'ordered-row'}>
          <div class="record-words">
            {children(item)}
            {error && (
              <p class="error" role="alert">
                {error}
              </p>
            )}
          </div>
          <div class="ordered-acts">
            <IconButton icon={EditIcon} label={s('edit', { what })} onClick={() => onEdit(at)} />
            <IconButton
              icon={UpIcon}
              label={s('up', { what })}
              disabled={at === 0}
              onClick={() => onItems(moved(items, at, -1))}
            />
            <IconButton
              icon={DownIcon}
              label={s('down', { what })}
              disabled={at === items.length - 1}
              onClick={() => onItems(moved(items, at, 1))}
            />
            <IconButton
              icon={CloseIcon}
              label={s('remove', { what })}
              onClick={() => onItems(items.filter((_, place) => place !== at))}
            />
          </div>
        </li>
      );
    })}
  </ol>
);
