import type { ComponentChildren } from 'preact';
import { type Icon, ReadyIcon } from './icons';

/** A choice that is on or off. */
export const Chip = ({
  on,
  onToggle,
  children,
  testId,
}: {
  on: boolean;
  onToggle: () => void;
  children: ComponentChildren;
  testId?: string;
}) => (
  <button type="button" class="chip" aria-pressed={on} onClick={onToggle} data-testid={testId}>
    {on && <ReadyIcon />}
    {children}
  </button>
);

/** A state in one word; its icon tells it apart without colour. */
export const Pill = ({
  tone,
  icon: Glyph,
  children,
}: {
  tone?: 'hot' | 'warm' | 'cold' | 'signal' | 'danger' | 'ok';
  icon?: Icon;
  children: ComponentChildren;
}) => (
  <span class={tone ? `pill pill-${tone}` : 'pill'}>
    {Glyph && <Glyph />}
    {children}
  </span>
);
