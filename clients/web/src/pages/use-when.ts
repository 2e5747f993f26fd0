// SPDX-License-Identifier: Apache-2.0
import { useMemo } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { localeOf } from '../i18n/index.ts';
import { when } from './when.ts';
import type { When } from './when.ts';

export function useWhen(): When {
  const { lang } = useWords();
  return useMemo(() => when(localeOf(lang, navigator.languages)), [lang]);
}
