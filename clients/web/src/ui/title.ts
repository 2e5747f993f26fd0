// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import { siteName } from '../core/site.ts';
import { useStore } from '../core/store.ts';
import { who } from '../core/who.ts';
import { useWords } from '../i18n/context.tsx';

/** The title of the window, which is also what a screen reader says first. */
export function usePageTitle(title: string): void {
  const { t, lang } = useWords();
  const name = siteName(useStore(who)?.site, lang) || t('app.name');
  useEffect(() => {
    document.title = title === '' ? name : `${title} · ${name}`;
  }, [title, name]);
}
