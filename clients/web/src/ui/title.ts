// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import { askedOf, inbox } from '../core/inbox.ts';
import { siteName } from '../core/site.ts';
import { useSelect, useStore } from '../core/store.ts';
import { who } from '../core/who.ts';
import { useWords } from '../i18n/context.tsx';

/** The title of the window, which is also what a screen reader says first. */
export function usePageTitle(title: string): void {
  const { t, lang, number } = useWords();
  const name = siteName(useStore(who)?.site, lang) || t('app.name');
  const asked = useSelect(inbox, (view) => (view ? askedOf(view) : 0));
  useEffect(() => {
    document.title = `${asked > 0 ? `(${number(asked)}) ` : ''}${title === '' ? name : `${title} · ${name}`}`;
  }, [title, name, asked, lang]);
}
