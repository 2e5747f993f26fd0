// SPDX-License-Identifier: Apache-2.0
// Words for which a message waits: one a line.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import type { ChatView } from './view.ts';

export function WordList(): JSX.Element {
  const { t } = useWords();
  const words = useView((view: ChatView) => view.chat?.words)?.join('\n') ?? '';
  // What is typed; until then what the team has.
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const { sending, run } = useAct();
  const text = typed ?? words;
  const list = text.split('\n').map((word) => word.trim()).filter(Boolean);
  const save = (): void => void run('chat.words', { words: list }).then((done) => done && setTyped(undefined));
  return (
    <div class="stack">
      <TextArea label={t('chat.words', { n: BOUNDS.CHAT_WORDS })} rows={2} value={text} max={BOUNDS.CHAT_WORDS * BOUNDS.CHAT_WORD_CHARS} onInput={setTyped}
        testid="chat-words" />
      {text !== words && <Button busy={sending} onClick={save} testid="chat-words-apply">{t('chat.mode.set')}</Button>}
    </div>
  );
}
