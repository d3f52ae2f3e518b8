import type { ComponentChildren } from 'preact';
import { AlertIcon, DoneIcon, HistoryIcon } from '../../ui/icons';
import type { Tick } from './checks';
import { w } from './words';

const ICONS = { ok: DoneIcon, todo: AlertIcon, unknown: HistoryIcon };

interface Props {
  name: string;
  label: string;
  state: Tick;
  /** What is so, or what to do. */
  text?: string | undefined;
  children?: ComponentChildren;
}

/** One thing that must be right before the show: icon, word, and what to do about it. */
export function CheckRow({ name, label, state, text, children }: Props) {
  const Glyph = ICONS[state];
  return (
    <li class={`check-row check-${state}`} data-testid={`ready-${name}`} data-state={state}>
      <Glyph />
      <div class="check-words">
        <strong>
          {label} <span class="sr-only">{w(`tick.${state}`)}</span>
        </strong>
        {text && <p>{text}</p>}
      </div>
      {children}
    </li>
  );
}
