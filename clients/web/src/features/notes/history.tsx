// SPDX-License-Identifier: Apache-2.0
// What a paragraph said before, page by page, and how it is brought back: as words of who brings it.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Ago, Button, Spinner } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { Paragraph } from './view.ts';

type State = Pick<Paragraph, 'by' | 'name' | 'at' | 'text' | 'dir'>;
interface Page {
  readonly states: BySeq<State>;
  readonly next?: number;
}

export function History({ seq, version, writes, onClose }: { seq: number; version: number; writes: boolean; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const session = useSession();
  const { sending, run } = useAct();
  const [states, setStates] = useState<BySeq<State>>({});
  const [next, setNext] = useState<number | 'first' | undefined>('first');
  const [failed, setFailed] = useState(false);
  const read = async (): Promise<void> => {
    setFailed(false);
    try {
      const page = (await session.query('notes.history', { room, paragraph: seq, ...(typeof next === 'number' ? { before: next } : {}) })) as Page;
      setStates((before) => ({ ...before, ...page.states }));
      setNext(page.next);
    } catch {
      setFailed(true);
    }
  };
  useEffect(() => void read(), []);
  const bring = async ({ text, dir }: State): Promise<void> => {
    if (await run('notes.write', { paragraph: seq, version, done: true, ...(text === undefined ? {} : { text, ...(dir ? { dir } : {}) }) })) onClose();
  };
  const list = bySeq(states).reverse();
  return (
    <Dialog title={t('notes.history')} onClose={onClose} wide>
      {next === 'first' && !failed && <Spinner label={t('entry.loading')} />}
      {failed && <p role="alert">{t('entry.failed')} <Button small onClick={() => void read()}>{t('app.again')}</Button></p>}
      <ol class="notes-history">
        {list.map(({ seq: at, value }) => (
          <li key={at} data-testid={`note-state-${at}`}>
            <p class="meta"><bdi class="name">{personName(words, value.name ?? value.by)}</bdi> · <Ago at={value.at} /></p>
            {value.text === undefined ? <p class="hint">{t('notes.empty')}</p> : <Prose text={value.text} dir={value.dir ?? 'auto'} />}
            {at !== version && writes && <Button small busy={sending} onClick={() => void bring(value)} testid={`note-bring-${at}`}>{t('notes.bring')}</Button>}
          </li>
        ))}
      </ol>
      {typeof next === 'number' && <Button onClick={() => void read()} testid="note-history-more">{t('notes.history.more')}</Button>}
    </Dialog>
  );
}
