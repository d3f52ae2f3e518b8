import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import type { Icon } from './icons';

export type Tone = 'plain' | 'signal' | 'ink' | 'quiet' | 'danger';

interface Look {
  /** `signal` is for the one next action of a screen. */
  tone?: Tone;
  size?: 'md' | 'lg';
  wide?: boolean;
  icon?: Icon;
  /** The key that does the same on a desk, shown beside the words. */
  shortcut?: string;
  testId?: string;
  children?: ComponentChildren;
}

export type ButtonProps = Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'size' | 'icon'>;

const classes = ({ tone = 'plain', size = 'md', wide }: Look, extra: string): string =>
  `btn btn-${tone}${size === 'lg' ? ' btn-lg' : ''}${wide ? ' btn-wide' : ''}${extra && ` ${extra}`}`;

const Inside = ({ icon: Glyph, shortcut, children }: Look) => (
  <>
    {Glyph && <Glyph />}
    {children}
    {shortcut && (
      <span class="key" aria-hidden="true">
        {shortcut}
      </span>
    )}
  </>
);

export function Button({
  tone,
  size,
  wide,
  icon,
  shortcut,
  testId,
  children,
  class: extra,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={classes({ tone, size, wide }, String(extra ?? ''))}
      aria-keyshortcuts={shortcut}
      data-testid={testId}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </button>
  );
}

interface LinkProps extends Look {
  href: string;
  class?: string;
  download?: string;
  onClick?: () => void;
}

/** Looks like a button, is a link: dial, mail, another screen. */
export function ButtonLink({
  tone,
  size,
  wide,
  icon,
  shortcut,
  testId,
  children,
  class: extra,
  ...rest
}: LinkProps) {
  return (
    <a
      {...rest}
      class={classes({ tone, size, wide }, extra ?? '')}
      aria-keyshortcuts={shortcut}
      data-testid={testId}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </a>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: Icon;
  label: string;
}

export const IconButton = ({ label, tone = 'quiet', ...rest }: IconButtonProps) => (
  <Button {...rest} tone={tone} aria-label={label} title={label} />
);
