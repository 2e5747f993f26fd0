// SPDX-License-Identifier: Apache-2.0
// In place of a room that somebody was sent out of: that it was so, why, and whether they may return.
import type { JSX } from 'preact';
import { useWords } from '../../i18n/context.tsx';
import { Button, Link } from '../../ui/parts.tsx';

const REMOVED = 2001;
const BANNED = 2002;
/** What the protocol says where the team said nothing. */
const UNSAID = 'server unsubscribe';

export function Sent({ code, why, onLet }: { code: number; why: string; onLet: (() => void) | undefined }): JSX.Element {
  const { t } = useWords();
  const said = why !== '' && why !== UNSAID;
  return (
    <div class="sheet" role="alert" data-testid="sent" data-code={code}>
      <h1>{t(code === REMOVED ? 'sent.removed' : code === BANNED ? 'sent.banned' : 'sent.refused')}</h1>
      {said && <p class="lead">{t('sent.why')} <q dir="auto" data-testid="sent-why">{why}</q></p>}
      <p>{t(code === BANNED ? 'sent.banned.hint' : 'sent.again.hint')}</p>
      {code !== BANNED && onLet && <p><Button kind="strong" onClick={onLet} testid="sent-again">{t('sent.again')}</Button></p>}
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
