// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useChoice } from '../../ui/choice.ts';
import { useAct } from '../../ui/command.ts';
import { Line } from '../../ui/line.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { WordList } from './words.tsx';
import type { ChatMode as Mode, ChatView } from './view.ts';

const MODES: readonly Mode[] = ['open', 'slow', 'approve', 'staff', 'off'];
const FATES = ['keep', 'approve', 'refuse'] as const;
type Fate = (typeof FATES)[number];
const SECONDS_DEFAULT = 10;

/** Who may write. Slow mode wants a number; the others apply as soon as they are chosen. */
export function ChatMode(): JSX.Element {
  const { t } = useWords();
  const now = useView((view: ChatView) => view.chat?.mode) ?? 'open';
  const slow = useView((view: ChatView) => view.chat?.slow_seconds);
  const waiting = useView((view: ChatView) => bySeq(view.chat?.messages).filter(({ value }) => value.pending).length);
  const { may } = useRights();
  const { sending, run } = useAct();
  const { chosen, holds, choose: setChosen, give, drop } = useChoice<Mode>(now);
  const [seconds, setSeconds] = useState(slow ?? SECONDS_DEFAULT);
  const [fate, setFate] = useState<Fate>('keep');
  // What waits is not forgotten by a change of mode.
  const leaves = now === 'approve' && chosen !== now && waiting > 0;
  const apply = async (mode: Mode): Promise<void> => {
    const done = await run('chat.mode', { mode, ...(mode === 'slow' ? { seconds } : {}), ...(leaves ? { pending: fate } : {}) });
    if (done) give(mode, holds);
    else drop();
  };
  const choose = (mode: Mode): void => {
    setChosen(mode);
    if (mode !== 'slow' && !(now === 'approve' && mode !== now && waiting > 0)) void apply(mode);
  };
  const asksSeconds = chosen === 'slow' && (holds !== 'slow' || seconds !== slow);
  return (
    <Line icon="settings" says={`${t('chat.mode')}: ${t(`chat.mode.${now}`)}${now === 'slow' && slow ? ` (${t('chat.mode.every', { n: slow })})` : ''}`} testid="chat-settings">
      <label class="field-number">
        <span>{t('chat.mode')}</span>
        <select value={chosen} disabled={sending} data-testid="chat-mode"
          onChange={(event) => choose(MODES.find((mode) => mode === event.currentTarget.value) ?? holds)}>
          {MODES.map((mode) => <option key={mode} value={mode}>{t(`chat.mode.${mode}`)}</option>)}
        </select>
      </label>
      {chosen === 'slow' && (
        <label class="field-number">
          <span>{t('chat.mode.seconds')}</span>
          <input type="number" min={1} max={BOUNDS.CHAT_SLOW_SECONDS} value={seconds} data-testid="chat-seconds"
            onInput={(event) => setSeconds(event.currentTarget.valueAsNumber || SECONDS_DEFAULT)} />
        </label>
      )}
      {leaves && (
        <label class="field-number">
          <span>{t('chat.fate', { n: waiting })}</span>
          <select value={fate} data-testid="chat-fate" onChange={(event) => setFate(FATES.find((each) => each === event.currentTarget.value) ?? fate)}>
            {FATES.map((each) => <option key={each} value={each}>{t(`chat.fate.${each}`)}</option>)}
          </select>
        </label>
      )}
      {(asksSeconds || leaves) && <Button busy={sending} onClick={() => void apply(chosen)} testid="chat-mode-apply">{t('chat.mode.set')}</Button>}
      {may('chat.words') && <WordList />}
    </Line>
  );
}
