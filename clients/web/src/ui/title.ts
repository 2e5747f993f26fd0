// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';

/** The title of the window, which is also what a screen reader says first. */
export function usePageTitle(title: string): void {
  const { t } = useWords();
  useEffect(() => {
    document.title = title === '' ? t('app.name') : `${title} · ${t('app.name')}`;
  }, [title, t]);
}
