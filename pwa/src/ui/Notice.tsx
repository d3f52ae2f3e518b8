import type { ComponentChildren } from 'preact';
import type { Icon } from './icons';

interface NoticeProps {
  icon: Icon;
  title: string;
  text?: string;
  /** `h1` where nothing else is on the page. */
  heading?: 'h1' | 'h2';
  children?: ComponentChildren;
  testId?: string;
}

/** A designed nothing: what is empty or broken, and the one thing to do about it. */
export const EmptyState = ({
  icon: Glyph,
  title,
  text,
  heading: Heading = 'h2',
  children,
  testId,
}: NoticeProps) => (
  <section class="empty" data-testid={testId}>
    <span class="glyph">
      <Glyph />
    </span>
    <Heading>{title}</Heading>
    {text && <p>{text}</p>}
    {children}
  </section>
);

interface BannerProps {
  icon?: Icon;
  tone?: 'plain' | 'danger' | 'signal';
  /** An alert interrupts a screen reader: for what went wrong just now. */
  alert?: boolean;
  children: ComponentChildren;
  action?: ComponentChildren;
  testId?: string;
}

export const Banner = ({ icon: Glyph, tone = 'plain', alert, children, action, testId }: BannerProps) => (
  <div class={`banner banner-${tone}`} role={alert ? 'alert' : undefined} data-testid={testId}>
    {Glyph && <Glyph />}
    <p>{children}</p>
    {action}
  </div>
);
