// SPDX-License-Identifier: Apache-2.0
// What the team does with a whole discussion: another title, no title, no discussion. What is lost is asked about.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear } from '../../core/draft.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Button, Refusal } from '../../ui/parts.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useForum } from './context.ts';
import { useFacts } from './facts.ts';
import { useModerates } from './moderates.ts';
import { Groups, useChoosable } from './groups.tsx';
import { draftPlace } from './post-form.tsx';
import { Merge, Move, useMerges, usePlaces } from './shape-acts.tsx';

interface Titled {
  readonly seq: number;
  readonly title?: string;
}

export function ThreadActs({ thread }: { readonly thread: Titled }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useForum();
  const moderates = useModerates();
  const groups = useChoosable();
  const merges = useMerges();
  const places = usePlaces();
  const { sending, run } = useAct();
  const [doing, setDoing] = useState<'nothing' | 'renaming' | 'untitling' | 'removing' | 'narrowing' | 'closing' | 'merging' | 'moving'>('nothing');
  const rest = (): void => setDoing('nothing');
  const { seq, title } = thread;
  const items: MenuItem[] = [];
  if (moderates && may('forum.rename')) items.push({ label: t('forum.rename'), icon: 'edit', testid: 'thread-rename', onChoose: () => setDoing('renaming') });
  if (title !== undefined && moderates && may('forum.delete')) {
    items.push({ label: t('forum.untitle'), icon: 'trash', danger: true, testid: 'thread-untitle', onChoose: () => setDoing('untitling') });
  }
  if (moderates && may('forum.narrow') && groups.length > 0) items.push({ label: t('forum.narrow'), icon: 'people', testid: 'thread-narrow', onChoose: () => setDoing('narrowing') });
  const { pinned = false, closed = false } = useFacts();
  if (moderates && may('forum.pin')) items.push({ label: t(pinned ? 'forum.unstick' : 'forum.stick'), icon: 'pin', testid: 'thread-pin', onChoose: () => void run('forum.pin', { thread: seq, pinned: !pinned }) });
  if (moderates && !closed && may('forum.close')) items.push({ label: t('forum.shut'), icon: 'close', testid: 'thread-close', onChoose: () => setDoing('closing') });
  if (moderates && closed && may('forum.reopen')) items.push({ label: t('forum.unshut'), icon: 'undo', testid: 'thread-reopen', onChoose: () => void run('forum.reopen', { thread: seq }) });
  if (merges && moderates && may('forum.merge')) items.push({ label: t('forum.into'), testid: 'thread-merge', onChoose: () => setDoing('merging') });
  if (places.length > 0 && moderates && may('forum.move')) items.push({ label: t('forum.to'), testid: 'thread-move', onChoose: () => setDoing('moving') });
  if (moderates && may('forum.remove')) items.push({ label: t('forum.remove'), icon: 'trash', danger: true, testid: 'thread-remove', onChoose: () => setDoing('removing') });
  if (items.length === 0) return null;
  const untitle = async (): Promise<void> => {
    await run('forum.delete', { post: seq, title: true });
    rest();
  };
  const remove = async (): Promise<void> => {
    await run('forum.remove', { thread: seq });
    rest();
  };
  return (
    <>
      <Menu icon="more" label={t('forum.acts')} items={items} busy={sending} testid="thread-acts" />
      {doing === 'renaming' && <Rename seq={seq} title={title ?? ''} onClose={rest} />}
      {doing === 'narrowing' && <Narrow seq={seq} onClose={rest} />}
      {doing === 'merging' && <Merge seq={seq} onClose={rest} />}
      {doing === 'moving' && <Move seq={seq} onClose={rest} />}
      {doing === 'closing' && <Close seq={seq} onClose={rest} />}
      {doing === 'untitling' && (
        <Confirm title={t('forum.untitle.ask')} hint={t('forum.untitle.hint')} action={t('do.delete')} busy={sending} onConfirm={() => void untitle()} onClose={rest} />
      )}
      {doing === 'removing' && (
        <Confirm title={t('forum.remove.ask')} hint={t('forum.remove.hint')} action={t('do.delete')} busy={sending} onConfirm={() => void remove()} onClose={rest} />
      )}
    </>
  );
}

function Rename({ seq, title, onClose }: { seq: number; title: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const place = draftPlace('rename', room, seq);
  const [text, setText] = useState(title);
  const writing = useWriting(place, text);
  const { sending, error, run } = useCommand(place);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.TITLE_CHARS && (text.trim() !== title || writing.sent.dir !== undefined);
  const close = (): void => {
    draftClear(place);
    onClose();
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && await run('forum.rename', { thread: seq, title: text.trim(), ...writing.sent })) close();
  };
  return (
    <Dialog title={t('forum.rename')} onClose={close}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <TextField label={t('forum.new.title')} value={text} max={BOUNDS.TITLE_CHARS} onInput={setText} readOnly={sending} dir={writing.dir} testid="thread-title" />
        <Refusal error={error} />
        <div class="row row-end">
          {writing.toggle}
          <Button onClick={close}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid="thread-rename-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** With the reason that readers are told. */
function Close({ seq, onClose }: { seq: number; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [reason, setReason] = useState('');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await run('forum.close', { thread: seq, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) })) onClose();
  };
  return (
    <Dialog title={t('forum.shut')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>{t('forum.shut.hint')}</p>
        <TextField label={t('forum.shut.reason')} value={reason} max={BOUNDS.WHY_CHARS} onInput={setReason} readOnly={sending} testid="close-reason" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="close-send">{t('forum.shut')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** To some of the groups that it is for: less cannot become more again, so it says so. */
function Narrow({ seq, onClose }: { seq: number; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const groups = useChoosable();
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (chosen.length > 0 && await run('forum.narrow', { thread: seq, cohorts: [...chosen] })) onClose();
  };
  return (
    <Dialog title={t('forum.narrow')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <p>{t('forum.narrow.hint')}</p>
        <Groups label={t('forum.for')} groups={groups} chosen={chosen} onChoose={setChosen} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={chosen.length === 0} testid="narrow-send">{t('forum.narrow')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
