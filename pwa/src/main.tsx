import './ui/tokens.css';
import './ui/base.css';
import './ui/parts.css';
import './ui/shell.css';
import { render } from 'preact';
import { App } from './app';
import { takeEntry } from './entry';
import { applyTheme } from './preferences';

addEventListener('vite:preloadError', () => {
  void import('./update').then(({ reloadAfterUpgrade }) => reloadAfterUpgrade());
});
addEventListener('hashchange', takeEntry);

takeEntry();
applyTheme(document.documentElement);

const root = document.getElementById('app');
if (root) render(<App />, root);
// The booth screen comes first; syncing follows a moment later, in its own chunk.
void import('./start').then(({ start }) => start());
