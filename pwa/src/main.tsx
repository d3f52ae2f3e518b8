import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './ui/shell.css';
import { render } from 'preact';
import { App } from './app';
import { takeEntry } from './entry';
import { applyTheme } from './preferences';

// A new version was installed while this page was open: its old chunks are gone, so load the new page.
addEventListener('vite:preloadError', () => location.reload());
addEventListener('hashchange', takeEntry);

takeEntry();
applyTheme(document.documentElement);

const root = document.getElementById('app');
if (root) render(<App />, root);
// The booth screen comes first; syncing follows a moment later, in its own chunk.
void import('./start').then(({ start }) => start());
