import type { ComponentChildren } from 'preact';
import { t } from '../text';
import type { Icon } from './icons';

export interface Tab {
  href: string;
  label: string;
  icon: Icon;
  testId: string;
}

/** Bottom bar on phones, left rail on desks: the same links in the same order. */
export const TabBar = ({
  tabs,
  path,
  children,
}: {
  tabs: readonly Tab[];
  path: string;
  children?: ComponentChildren;
}) => (
  <nav class="tabs" aria-label={t('nav.label')}>
    <span class="mark" aria-hidden="true" />
    <ul>
      {tabs.map(({ href, label, icon: Glyph, testId }) => (
        <li key={href}>
          <a href={href} aria-current={path === href ? 'page' : undefined} data-testid={testId}>
            <Glyph />
            <span>{label}</span>
          </a>
        </li>
      ))}
    </ul>
    {children}
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
