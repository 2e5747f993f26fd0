// SPDX-License-Identifier: Apache-2.0
// Requests for access that wait for this person, each leading to where they are decided.
import type { JSX } from 'preact';
import { useNow } from '../core/clock.ts';
import { countryName } from '../core/countries.ts';
import { inbox as store } from '../core/inbox.ts';
import { useStore } from '../core/store.ts';
import { bySeq } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Icon } from '../ui/icon.tsx';
import { Link, Time } from '../ui/parts.tsx';

/** Newest first. */
export function InboxRequests(): JSX.Element {
  const { t, lang, ago } = useWords();
  const now = useNow(60_000);
  const requests = bySeq(useStore(store)?.inbox?.requests).reverse();
  return (
    <section aria-labelledby="inbox-requests">
      <h2 id="inbox-requests">{t('home.requests')}</h2>
      <ul class="rooms" data-testid="inbox-requests">
        {requests.map(({ seq, value: { country, at } }) => (
          <li key={seq}>
            <Link to={{ page: 'academy', part: 'requests', rest: [] }} class="room" testid={`request-${seq}`}>
              <Icon name="door" />
              <span class="room-text"><strong>{t('home.request', { country: countryName(country, lang) })}</strong><span><Time at={at} now={now} text={ago(at, now)} /></span></span>
              <Icon name="after" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
