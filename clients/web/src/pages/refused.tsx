// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { textsAdd } from '../i18n/index.ts';
import { later } from '../ui/later.tsx';
import { texts as homeTexts } from './home/texts.ts';
import { texts as noneTexts } from './none/texts.ts';
import { texts as waitingTexts } from './waiting/texts.ts';
import { texts as sentTexts } from './sent/texts.ts';

// Unknown channel, permission denied, not found, ended by the server: one answer, so that nobody learns which rooms there are.
const NONE: readonly number[] = [102, 103, 404, 2000];

const none = later(async () => (await Promise.all([import('./none/page.tsx'), textsAdd(noneTexts)]))[0].None);

// Removed, banned, refused at the door.
const SENT: readonly number[] = [2001, 2002, 2003];
const sent = later(async () => (await Promise.all([import('./sent/page.tsx'), textsAdd(sentTexts)]))[0].Sent);

/** Not refused: they wait before the door. */
const WAITS = 0;
const waiting = later(async () => (await Promise.all([import('./waiting/page.tsx'), textsAdd(waitingTexts)]))[0].Waiting);

const CONDUCT_ASKED = 480;
const conduct = later(async () => (await Promise.all([import('./home/conduct.tsx'), textsAdd(homeTexts)]))[0].ConductGate);

/** In place of a room that cannot be entered. `onLet`: what it was refused for is done. */
export function Refused({ code, why, onLet }: { code: number; why?: string | undefined; onLet?: () => void }): JSX.Element {
  if (code === WAITS) return <waiting.Page />;
  if (SENT.includes(code)) return <sent.Page code={code} why={why ?? ''} onLet={onLet} />;
  if (code === CONDUCT_ASKED && onLet) return <conduct.Page onAccepted={onLet} />;
  return <none.Page hides={NONE.includes(code)} />;
}
