// SPDX-License-Identifier: Apache-2.0
// A note of one's own, and when one is reminded.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { INBOX } from '../../core/inbox.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../command.ts';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { notify } from '../live.tsx';
import { Button } from '../parts.tsx';
import { Select } from '../select.tsx';
import { useSession } from '../session.tsx';
import { localOf, momentOf, remindAt } from './when.ts';
import type { Marked, Place } from './index.ts';
import type { Wish } from './when.ts';

const WISHES: readonly Wish[] = ['none', 'hours', 'tomorrow', 'week', 'at'];

export function Form({ place, marked, onClose }: { place: Place; marked: Marked | undefined; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const { run, sending } = useAct();
  const before = marked?.remind !== undefined && !marked.heard ? marked.remind : undefined;
  const [wish, setWish] = useState<Wish>(before === undefined ? 'none' : 'at');
  const [moment, setMoment] = useState(localOf(before ?? serverNow() + 3_600_000));
  const [note, setNote] = useState('');
  const [ready, setReady] = useState(marked === undefined);
  // The note is in no view.
  useEffect(() => {
    if (!marked) return undefined;
    let over = false;
    session.query('bookmark.list', { room: INBOX, bookmark: marked.seq, limit: 1 }).then((answer) => {
      if (over) return;
      setNote((answer as unknown as { bookmarks: readonly { note?: string }[] }).bookmarks[0]?.note ?? '');
      setReady(true);
    }, () => over || setReady(true));
    return () => {
      over = true;
    };
  }, []);
  const remind = remindAt(wish, momentOf(moment), serverNow());
  const fits = chars(note) <= BOUNDS.BOOKMARK_CHARS && remind !== undefined;
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!fits || !ready) return;
    const text = note.trim();
    if (!(await run('bookmark.set', { room: INBOX, ...place, ...(text === '' ? {} : { note: text }), ...(remind ? { remind } : {}) }))) return;
    onClose();
    notify(t('mark.done'));
  };
  const remove = async (): Promise<void> => {
    if (!marked || !(await run('bookmark.remove', { room: INBOX, bookmark: marked.seq }))) return;
    onClose();
    const text = note.trim();
    notify(t('mark.removed'), {
      label: t('do.undo'),
      run: () => void session.queue.run('bookmark.set', { room: INBOX, ...place, ...(text === '' ? {} : { note: text }), ...(marked.remind === undefined ? {} : { remind: marked.remind }) }),
    });
  };
  return (
    <Dialog title={t(marked ? 'mark.edit' : 'mark.do')} onClose={onClose}>
      <form class="stack" data-testid="bookmark-form" onSubmit={(event) => void save(event)}>
        <TextField label={t('mark.note')} value={note} max={BOUNDS.BOOKMARK_CHARS} dir="auto" onInput={setNote} testid="bookmark-note" />
        <Select label={t('mark.remind')} value={wish} onChange={(next) => setWish(WISHES.find((each) => each === next) ?? 'none')} testid="bookmark-remind"
          options={WISHES.map((value) => ({ value, label: t(`mark.remind.${value}`) }))} />
        {wish === 'at' && (
          <label class="stack">
            <span>{t('mark.moment')}</span>
            <input type="datetime-local" value={moment} data-testid="bookmark-moment" onInput={({ currentTarget }) => setMoment(currentTarget.value)} />
          </label>
        )}
        <p class="hint">{t('mark.hint')}</p>
        <div class="row row-end">
          {marked && <Button kind="quiet" icon="trash" busy={sending} onClick={() => void remove()} testid="bookmark-remove">{t('mark.remove')}</Button>}
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!fits || !ready} testid="bookmark-save">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
