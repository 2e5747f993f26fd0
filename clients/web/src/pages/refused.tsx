// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useWords } from '../i18n/context.tsx';
import { textsAdd } from '../i18n/index.ts';
import { later } from '../ui/later.tsx';
import { Link } from '../ui/parts.tsx';
import { texts as homeTexts } from './home/texts.ts';
import { texts as sentTexts } from './sent/texts.ts';

// Unknown channel, permission denied, not found, ended by the server: one answer, so that nobody learns which rooms there are.
const NONE: readonly number[] = [102, 103, 404, 2000];

// Removed, banned, refused at the door.
const SENT: readonly number[] = [2001, 2002, 2003];
const sent = later(async () => (await Promise.all([import('./sent/page.tsx'), textsAdd(sentTexts)]))[0].Sent);

const CONDUCT_ASKED = 480;
const conduct = later(async () => (await Promise.all([import('./home/conduct.tsx'), textsAdd(homeTexts)]))[0].ConductGate);

/** In place of a room that cannot be entered. `onLet`: what it was refused for is done. */
export function Refused({ code, why, onLet }: { code: number; why?: string | undefined; onLet?: () => void }): JSX.Element {
  const { t } = useWords();
  if (SENT.includes(code)) return <sent.Page code={code} why={why ?? ''} onLet={onLet} />;
  if (code === CONDUCT_ASKED && onLet) return <conduct.Page onAccepted={onLet} />;
  return (
    <div class="sheet" role="alert" data-testid="refused">
      <h1>{t(NONE.includes(code) ? 'room.none' : 'room.refused')}</h1>
      {NONE.includes(code) && <p class="lead">{t('room.none.hint')}</p>}
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
