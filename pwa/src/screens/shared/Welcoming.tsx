import type { ComponentChildren } from 'preact';
import type { Me, Org } from '../../wire';
import './welcoming.css';

/** What sign-in and set-up answer: like `/me`. */
export interface Welcome {
  user: Me;
  org: Org;
  home: string;
}

/** The face of the app before it knows who holds it: the open box, one line, the ways in. */
export const Welcoming = ({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children: ComponentChildren;
}) => (
  <div class="welcome">
    <header class="welcome-head">
      <span class="welcome-mark" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <p class="label">Boxless</p>
      <h1>{title}</h1>
      <p class="welcome-text">{text}</p>
    </header>
    <section class="welcome-body">{children}</section>
  </div>
);
