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

const delays = (mode: Mode): boolean => mode === 'open' || mode === 'slow';

/** Who may write. Numbers are applied once they are right; a mode without one as soon as it is chosen. */
export function ChatMode(): JSX.Element {
  const { t } = useWords();
  const now = useView((view: ChatView) => view.chat?.mode) ?? 'open';
  const slow = useView((view: ChatView) => view.chat?.slow_seconds);
  const held = useView((view: ChatView) => view.chat?.delay_seconds) ?? 0;
  const waiting = useView((view: ChatView) => bySeq(view.chat?.messages).filter(({ value }) => value.pending).length);
  const { may } = useRights();
  const { sending, run } = useAct();
  const { chosen, holds, choose: setChosen, give, drop } = useChoice<Mode>(now);
  const [seconds, setSeconds] = useState(slow ?? SECONDS_DEFAULT);
  const [delay, setDelay] = useState<number | undefined>(undefined);
  const wanted = delay ?? held;
  const [fate, setFate] = useState<Fate>('keep');
  // What waits is not forgotten by a change of mode.
  const leaves = waiting > 0 && ((now === 'approve' && chosen !== now) || (held > 0 && (chosen !== now || wanted !== held)));
  const apply = async (mode: Mode): Promise<void> => {
    const done = await run('chat.mode', { mode, ...(mode === 'slow' ? { seconds } : {}), ...(wanted > 0 && delays(mode) ? { delay: wanted } : {}), ...(leaves ? { pending: fate } : {}) });
    if (done) setDelay(undefined);
    if (done) give(mode, holds);
    else drop();
  };
  const choose = (mode: Mode): void => {
    setChosen(mode);
    if (mode !== 'slow' && !((now === 'approve' || held > 0) && mode !== now && waiting > 0)) void apply(mode);
  };
  const asksSeconds = chosen === 'slow' && (holds !== 'slow' || seconds !== slow);
  return (
    <Line icon="settings" says={`${t('chat.mode')}: ${t(`chat.mode.${now}`)}${now === 'slow' && slow ? ` (${t('chat.mode.every', { n: slow })})` : ''}${held ? ` (${t('chat.mode.after', { n: held })})` : ''}`} testid="chat-settings">
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
      {delays(chosen) && (
        <label class="field-number">
          <span>{t('chat.mode.delay')}</span>
          <input type="number" min={0} max={BOUNDS.CHAT_DELAY_SECONDS} value={wanted} data-testid="chat-delay" onInput={(event) => setDelay(event.currentTarget.valueAsNumber || 0)} />
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
      {(asksSeconds || leaves || (delays(chosen) && wanted !== held)) && <Button busy={sending} onClick={() => void apply(chosen)} testid="chat-mode-apply">{t('chat.mode.set')}</Button>}
      {may('chat.words') && <WordList />}
    </Line>
  );
}
