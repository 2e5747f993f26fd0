// SPDX-License-Identifier: Apache-2.0
import { render } from 'preact';
import { App } from './app.tsx';
import { routerStart } from './core/router.ts';
import { savingStart } from './core/saving.ts';
import { themeStart } from './core/theme.ts';
import { langSet, preferredLang } from './i18n/index.ts';

async function start(): Promise<void> {
  themeStart();
  savingStart();
  routerStart();
  await langSet(preferredLang(), false);
  const place = document.getElementById('app');
  if (place) render(<App />, place);
}

void start();
