// SPDX-License-Identifier: Apache-2.0
// What is addressed to this person, wherever it was said.
import type { JSX } from 'preact';
import { useNow } from '../core/clock.ts';
import { inbox as store, mentionsOf } from '../core/inbox.ts';
import { useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { MentionRow } from '../ui/mention.tsx';
import { Empty, Spinner } from '../ui/parts.tsx';
import { usePageTitle } from '../ui/title.ts';

export function InboxPage(): JSX.Element {
  const { t } = useWords();
  const inbox = useStore(store);
  const now = useNow(60_000);
  usePageTitle(t('inbox.title'));
  const mentions = inbox ? mentionsOf(inbox) : [];
  return (
    <div class="sheet">
      <h1>{t('inbox.title')}</h1>
      {!inbox && <Spinner label={t('entry.loading')} />}
      {inbox && mentions.length === 0 && <Empty icon="inbox">{t('inbox.none')}</Empty>}
      <ul class="rooms" data-testid="mentions">
        {mentions.map((mention) => <li key={mention.seq}><MentionRow mention={mention} now={now} /></li>)}
      </ul>
    </div>
  );
}
