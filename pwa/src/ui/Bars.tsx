import type { ComponentChildren } from 'preact';
import { t } from '../text';
import type { Icon } from './icons';

export interface Tab {
  href: string;
  label: string;
  icon: Icon;
  testId: string;
}

interface TabBarProps {
  tabs: readonly Tab[];
  path: string;
  /** How many of them fit a phone's bar; the rest show on the rail only. */
  inBar: number;
  /** Comes after the links: at the end of the bar, at the foot of the rail. */
  last?: ComponentChildren;
}

/** Bottom bar on phones, left rail on desks: the same links in the same order. */
export const TabBar = ({ tabs, path, inBar, last }: TabBarProps) => (
  <nav class="tabs" aria-label={t('nav.label')}>
    <span class="mark" aria-hidden="true" />
    <ul>
      {tabs.map(({ href, label, icon: Glyph, testId }, index) => (
        <li key={href} class={index < inBar ? undefined : 'tab-rail-only'}>
          <a class="tab" href={href} aria-current={path === href ? 'page' : undefined} data-testid={testId}>
            <Glyph />
            <span>{label}</span>
          </a>
        </li>
      ))}
      {last && <li class="tab-last">{last}</li>}
    </ul>
  </nav>
);

interface TopBarProps {
  title: string;
  lead?: ComponentChildren;
  children?: ComponentChildren;
}

/** The head of a screen: its name, one line about it, its actions. */
export const TopBar = ({ title, lead, children }: TopBarProps) => (
  <header class="top">
    <div class="top-words">
      <h1>{title}</h1>
      {lead}
    </div>
    {children}
  </header>
);

/** Two or three views of one screen. */
export const Segmented = <V extends string>({
  label,
  options,
  value,
  onPick,
}: {
  label: string;
  options: readonly { value: V; label: string }[];
  value: V;
  onPick: (value: V) => void;
}) => (
  <fieldset class="segmented">
    <legend class="sr-only">{label}</legend>
    {options.map((option) => (
      <button
        type="button"
        key={option.value}
        aria-pressed={option.value === value}
        onClick={() => onPick(option.value)}
      >
        {option.label}
      </button>
    ))}
  </fieldset>
);
