// SPDX-License-Identifier: Apache-2.0
// Posts and discussions in another place: an answer as a discussion of its own, a discussion within another, or in another
// forum. Links lead to where they are.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { go } from '../../core/router.ts';
import { chars } from '../../core/text.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';
import { countOf } from './counts.ts';
import { useFacts } from './facts.ts';
import type { ForumView, ThreadRow } from './view.ts';

/** What moved last comes first; the others are found by their title. */
const SOME = 50;
const TYPED_MS = 300;

export function Split({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const { sending, run } = useAct();
  const [title, setTitle] = useState('');
  const [rest, setRest] = useState(false);
  const fits = title.trim() !== '' && chars(title) <= BOUNDS.TITLE_CHARS;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!fits || !(await run('forum.split', { post: seq, title: title.trim(), ...(rest ? { rest } : {}) }))) return;
    onClose();
    // It is called as the post that opens it.
    go({ page: 'thread', room, thread: seq });
  };
  return (
    <Dialog title={t('forum.part')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>{t('forum.part.hint')}</p>
        <TextField label={t('forum.new.title')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} readOnly={sending} testid="split-title" />
        <label class="check"><input type="checkbox" checked={rest} onChange={({ currentTarget }) => setRest(currentTarget.checked)} data-testid="split-rest" /><span>{t('forum.part.rest')}</span></label>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid="split-send">{t('forum.part.do')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether there may be one that it can go into. */
export function useMerges(): boolean {
  const { topic, carried } = useFacts();
  return countOf(useView((view: ForumView) => view.forum?.counts), topic ?? 0) > 1 && !carried;
}

/** Older ones, in the same forum and for the same people; undefined until they have come. */
function useHosts(seq: number, words: string): readonly { readonly seq: number; readonly value: ThreadRow }[] | undefined {
  const { room } = useForum();
  const session = useSession();
  const [found, setFound] = useState<BySeq<ThreadRow> | undefined>(undefined);
  useEffect(() => {
    let over = false;
    const timer = setTimeout(() => {
      void session.query('forum.list', { room, goes: seq, limit: SOME, ...(words === '' ? {} : { words }) }).then(
        (answer) => !over && setFound((answer as unknown as { readonly threads: BySeq<ThreadRow> }).threads), () => !over && setFound({}),
      );
    }, words === '' ? 0 : TYPED_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [session, room, seq, words]);
  return found && bySeq(found).sort((a, b) => b.value.last - a.value.last);
}

export function Merge({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const { sending, run } = useAct();
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState('');
  const fit = useHosts(seq, sought.trim());
  const many = useRef(false);
  many.current ||= fit?.length === SOME;
  const into = fit?.find((each) => String(each.seq) === chosen)?.seq ?? fit?.[0]?.seq;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (into === undefined || !(await run('forum.merge', { thread: seq, into }))) return;
    onClose();
    go({ page: 'thread', room, thread: into }, `post-${seq}`);
  };
  return (
    <Dialog title={t('forum.into')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>{t('forum.into.hint')}</p>
        {many.current && <TextField label={t('forum.into.find')} value={sought} max={BOUNDS.TITLE_CHARS} onInput={setSought} testid="merge-find" />}
        {!fit ? <Spinner label={t('entry.loading')} /> : fit.length > 0 ? (
          <Select label={t('forum.into.which')} value={String(into)} onChange={setChosen} testid="merge-into"
            options={fit.map(({ seq: each, value }) => ({ value: String(each), label: value.title ?? t('forum.untitled') }))} />
        ) : <p>{t('forum.none.here')}</p>}
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="danger" submit busy={sending} disabled={into === undefined} testid="merge-send">{t('forum.into.do')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Forums that it can go into: none that is not open. */
export function usePlaces(): readonly { readonly value: string; readonly label: string }[] {
  const { t, lang } = useWords();
  const topics = useView((view: ForumView) => view.forum?.topics);
  const { topic: now } = useFacts();
  const open = bySeq(topics).filter(({ seq: each, value }) => each !== now && !value.shut).sort((a, b) => a.value.place - b.value.place);
  if (topics?.[now ?? 0]?.shut) return [];
  return [...open.map((each) => ({ value: String(each.seq), label: spoken(each.value.title, lang).text })), ...(now === undefined ? [] : [{ value: '', label: t('forum.to.none') }])];
}

export function Move({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const places = usePlaces();
  const [chosen, setChosen] = useState(places[0]?.value ?? '');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await run('forum.move', { thread: seq, ...(chosen === '' ? {} : { topic: Number(chosen) }) })) onClose();
  };
  return (
    <Dialog title={t('forum.to')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <Select label={t('forum.to.which')} value={chosen} options={places} onChange={setChosen} testid="move-to" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="move-send">{t('forum.to.do')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
