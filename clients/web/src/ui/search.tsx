// SPDX-License-Identifier: Apache-2.0
// The way to the search, from everywhere: of a room that one is in, to the search in it. The key / leads there too (ui/keys).
import type { JSX } from 'preact';
import { goTo, route } from '../core/router.ts';
import type { Route } from '../core/router.ts';
import { useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { followed } from './parts.tsx';

function addressOf(here: Route): string {
  return 'room' in here ? `/search?room=${encodeURIComponent(here.room)}` : '/search';
}

export function SearchLink(): JSX.Element {
  const { t } = useWords();
  const here = useStore(route);
  const follow = followed(() => goTo(addressOf(here)));
  return <a href={addressOf(here)} class="button-icon inbox-link search-link" title={t('app.search')} aria-keyshortcuts="/" data-testid="search" onClick={follow}><Icon name="search" /><span class="hidden">{t('app.search')}</span></a>;
}
