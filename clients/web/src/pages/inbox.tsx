// SPDX-License-Identifier: Apache-2.0
// What is addressed to this person, wherever it was said.
import type { JSX } from 'preact';
import { useNow } from '../core/clock.ts';
import { inbox as store, mentionsOf } from '../core/inbox.ts';
import { useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { textsAdd } from '../i18n/index.ts';
import { later } from '../ui/later.tsx';
import { MentionRow } from '../ui/mention.tsx';
import { Empty, Spinner } from '../ui/parts.tsx';
import { usePageTitle } from '../ui/title.ts';
import { texts as homeTexts } from './home/texts.ts';

// Few are asked to decide.
const waiting = later(async () => (await Promise.all([import('./inbox-requests.tsx'), textsAdd(homeTexts)]))[0].InboxRequests);

export function InboxPage(): JSX.Element {
  const { t } = useWords();
  const inbox = useStore(store);
  const now = useNow(60_000);
  usePageTitle(t('inbox.title'));
  const mentions = inbox ? mentionsOf(inbox) : [];
  const asked = Object.keys(inbox?.inbox?.requests ?? {}).length > 0;
  return (
    <div class="sheet">
      <h1>{t('inbox.title')}</h1>
      {!inbox && <Spinner label={t('entry.loading')} />}
      {asked && <waiting.Page />}
      {inbox && mentions.length === 0 && !asked && <Empty icon="inbox">{t('inbox.none')}</Empty>}
      <ul class="rooms" data-testid="mentions">
        {mentions.map((mention) => <li key={mention.seq}><MentionRow mention={mention} now={now} /></li>)}
      </ul>
    </div>
  );
}
