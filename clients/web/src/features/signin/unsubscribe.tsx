// SPDX-License-Identifier: Apache-2.0
// Ending mails of what is new, from a mail, whoever one is. Nothing happens until the button is pressed: what reads mails
// for people opens their links too.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HttpError, ask } from '../../core/person.ts';
import { route } from '../../core/router.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useDoing } from './use.ts';

export function UnsubscribePage(): JSX.Element {
  const { t } = useWords();
  const here = useStore(route);
  const code = here.page === 'unsubscribe' ? here.code : '';
  const [state, setState] = useState<'waits' | 'done' | 'gone'>('waits');
  const { busy, wrong, run } = useDoing();
  usePageTitle(t('signin.mails'));
  const end = (): void => run(async () => {
    try {
      await ask('/api/unsubscribe', 'POST', { code });
      setState('done');
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 410) throw error;
      setState('gone');
    }
  });
  return (
    <div class="sheet door">
      <h1>{t('signin.mails')}</h1>
      {state === 'waits' && <><p class="lead">{t('signin.mails.end')}</p><div><Button kind="strong" busy={busy} onClick={end} testid="unsubscribe">{t('signin.mails.end.do')}</Button></div></>}
      {state === 'done' && <p class="lead" role="status" data-testid="unsubscribed">{t('signin.mails.ended')}</p>}
      {state === 'gone' && <p role="alert" data-testid="unsubscribe-gone">{t('signin.mails.gone')}</p>}
      <p class="refusal" role="alert" data-testid="refusal">{wrong}</p>
    </div>
  );
}
