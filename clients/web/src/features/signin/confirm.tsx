// SPDX-License-Identifier: Apache-2.0
// Confirming that an address is one's own, by the link that was sent to it. Nothing happens until the button is pressed:
// what reads mails for people opens their links too.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HttpError, ask } from '../../core/person.ts';
import { place } from '../../core/router.ts';
import { useSelect } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, Link } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { useDoing } from './use.ts';

export function ConfirmPage(): JSX.Element {
  const { t } = useWords();
  const code = useSelect(place, ({ hash }) => hash);
  const [state, setState] = useState<'waits' | 'done' | 'gone'>('waits');
  const { busy, wrong, run } = useDoing();
  usePageTitle(t('apply.confirm'));
  const confirm = (): void => run(async () => {
    try {
      await ask('/api/apply/confirm', 'POST', { code });
      setState('done');
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 410) throw error;
      setState('gone');
    }
  });
  return (
    <div class="sheet door">
      <h1>{t('apply.confirm')}</h1>
      {state === 'waits' && (
        <>
          <p class="lead">{t('apply.confirm.lead')}</p>
          <div><Button kind="strong" busy={busy} onClick={confirm} testid="apply-confirm">{t('apply.confirm.do')}</Button></div>
          <p class="hint">{t('apply.confirm.not')}</p>
        </>
      )}
      {state === 'done' && <p class="lead" role="status" data-testid="apply-confirmed">{t('apply.confirm.done')}</p>}
      {state === 'gone' && <><p role="alert" data-testid="apply-confirm-gone">{t('apply.confirm.gone')}</p><p><Link to={{ page: 'apply' }}>{t('apply.title')}</Link></p></>}
      <p class="refusal" role="alert" data-testid="refusal">{wrong}</p>
    </div>
  );
}
