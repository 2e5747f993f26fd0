// SPDX-License-Identifier: Apache-2.0
// What is said of a command that was refused for now, and of a text that has lost its place.
import type { JSX } from 'preact';
import { useNow } from '../core/clock.ts';
import { useDraft } from '../core/draft.ts';
import type { Command } from '../core/queue.ts';
import { errorName } from '../core/refusal.ts';
import { useWords } from '../i18n/context.tsx';
import { heldText } from './held.ts';
import { Button } from './parts.tsx';
import { useSession } from './session.tsx';

/** Below a form whose command waits for its time. The seconds are seen running, and said once. */
export function Waits({ command }: { command: Command | undefined }): JSX.Element | null {
  const words = useWords();
  const { queue } = useSession();
  useNow(command?.held ? 1000 : 0);
  if (!command?.held) return null;
  const { op, held } = command;
  return (
    <div class="row waits">
      <p class="hidden" role="status">{words.t(`error.${errorName(held.code)}`)}</p>
      <p class="chat-note" data-testid="waits">{heldText(words, held)}</p>
      <Button kind="quiet" onClick={() => queue.takeBack(op)}>{words.t('do.takeback')}</Button>
    </div>
  );
}

export function Copy({ text }: { text: string }): JSX.Element | null {
  const { t } = useWords();
  // Not there where the page came unencrypted; the text can be marked by hand.
  const board = (navigator as { clipboard?: Clipboard }).clipboard;
  return board ? <Button kind="quiet" onClick={() => void board.writeText(text).catch(() => undefined)}>{t('do.copy')}</Button> : null;
}

/** What was typed into a field that is no longer offered: in sight until the person lets go of it. */
export function KeptText({ place, reason }: { place: string; reason: 'kept.gone' | 'kept.closed' }): JSX.Element | null {
  const { t } = useWords();
  const session = useSession();
  const [text] = useDraft(place);
  if (text.trim() === '') return null;
  return (
    <div class="kept" role="status" data-testid="kept">
      <p class="hint">{t(reason)}</p>
      <p class="prose" dir="auto">{text}</p>
      <div class="row">
        <Copy text={text} />
        <Button kind="quiet" onClick={() => session.letGo(place)}>{t('do.discard')}</Button>
      </div>
    </div>
  );
}
