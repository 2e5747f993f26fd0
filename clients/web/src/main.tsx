// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { App, prepare } from './app.tsx';
import { routerStart } from './core/router.ts';
import { savingStart } from './core/saving.ts';
import { styleAdd } from './core/style.ts';
import { themeStart } from './core/theme.ts';
import { whoStart } from './core/who.ts';
import { withinStart } from './core/within.ts';
import { langSet, preferredLang } from './i18n/index.ts';
import { keys } from './pages/topbar.tsx';

// Nobody prints a page sooner, and what is needed first has come by then.
const PAPER_MS = 5000;

// What listens to keys comes with the first that is pressed where nobody writes, and then by itself; without a network the next
// one asks again.
function hear(event: KeyboardEvent): void {
  if (event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')) return;
  void keys().then(({ pressed }) => {
    removeEventListener('keydown', hear);
    pressed(event);
  }, () => undefined);
}

async function start(): Promise<void> {
  themeStart();
  savingStart();
  routerStart();
  withinStart();
  // All that is needed is asked for at once.
  const speaking = langSet(preferredLang(), false);
  void whoStart();
  prepare();
  await speaking;
  const place = document.getElementById('app');
  if (place) render(<App />, place);
  addEventListener('keydown', hear);
  setTimeout(() => void styleAdd('print').catch(() => undefined), PAPER_MS);
}

void start();
