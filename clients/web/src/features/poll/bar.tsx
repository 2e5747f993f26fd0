// SPDX-License-Identifier: Apache-2.0
// What the team does with a poll.
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { later } from '../../ui/later.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRights } from '../../core/here.ts';
import { INBOX } from '../../core/inbox.ts';
import { Answers } from './answers.tsx';
import { draftOf, payload } from './draft.ts';
import { useMove } from './move.ts';
import { form } from './parts.ts';
import type { Poll } from './view.ts';
import { CloudWords } from './words.tsx';

const ballots = later(async () => (await import('./ballots.tsx')).Ballots);

export function PollBar({ seq, poll }: { seq: number; poll: Poll }): JSX.Element | null {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const draft = poll.state === 'draft';
  const opens = draft && may('poll.open');
  const closes = poll.state === 'open' && may('poll.close');
  const publishes = !draft && poll.state !== 'archived' && may('poll.publish');
  const edits = draft && may('poll.edit');
  const copies = may('poll.prepare');
  // What nobody has voted in can still be asked another way.
  const retracts = !draft && poll.tally?.voters === 0 && poll.result === undefined && !poll.round && !poll.revealed && may('poll.retract');
  const { up, down } = useMove(seq);
  const [writing, setWriting] = useState<'edit' | 'copy' | undefined>(undefined);
  const [naming, setNaming] = useState(false);
  const deletes = poll.state !== 'open' && may('poll.delete');
  if (!opens && !closes && !publishes && !deletes && !copies) return null;
  const remove = (): void => void run('poll.delete', { poll: seq }).then(() => setAsking(false));
  const published = poll.published === true;
  const publish = async (to: boolean): Promise<void> => {
    if (await run('poll.publish', { poll: seq, published: to })) {
      notify(t(to ? 'poll.publish.done' : 'poll.unpublish.done'), { label: t('do.undo'), run: () => void run('poll.publish', { poll: seq, published: !to }) });
    }
  };
  const keep = async (): Promise<void> => {
    if (await run('library.add', { room: INBOX, poll: payload(draftOf(poll)) })) notify(t('poll.kept'));
  };
  const acts: Act[] = [];
  if (closes) acts.push({ label: t('poll.close'), strong: true, testid: `poll-close-${seq}`, onChoose: () => void run('poll.close', { poll: seq }) });
  if (publishes) acts.push({ label: t(published ? 'poll.unpublish' : 'poll.publish'), icon: 'poll', testid: `poll-publish-${seq}`, onChoose: () => void publish(!published) });
  if (retracts) acts.push({ label: t('do.takeback'), icon: 'undo', testid: `poll-retract-${seq}`, onChoose: () => void run('poll.retract', { poll: seq }) });
  if (edits) acts.push({ label: t('do.edit'), icon: 'edit', testid: `poll-edit-${seq}`, onChoose: () => setWriting('edit') });
  if (up && may('poll.order')) acts.push({ label: t('poll.up'), icon: 'up', testid: `poll-up-${seq}`, onChoose: up });
  if (down && may('poll.order')) acts.push({ label: t('poll.down'), icon: 'down', testid: `poll-down-${seq}`, onChoose: down });
  if (copies) acts.push({ label: t('do.copy'), icon: 'copy', testid: `poll-copy-${seq}`, onChoose: () => setWriting('copy') });
  if (copies) acts.push({ label: t('poll.keep'), icon: 'plus', testid: `poll-keep-${seq}`, onChoose: () => void keep() });
  if (!draft && poll.ballot === 'named' && may('poll.ballots')) acts.push({ label: t('poll.ballots'), icon: 'people', testid: `poll-who-${seq}`, onChoose: () => setNaming(true) });
  const closed = poll.state === 'closed';
  if (closed && poll.ballot !== 'secret' && !poll.revealed && may('poll.round')) acts.push({ label: t('poll.round.new'), icon: 'again', testid: `poll-round-${seq}`, onChoose: () => void run('poll.round', { poll: seq }) });
  if (closed && poll.correct && !poll.revealed && may('poll.reveal')) acts.push({ label: t('poll.reveal'), icon: 'check', testid: `poll-reveal-${seq}`, onChoose: () => void run('poll.reveal', { poll: seq }) });
  if ((closed || poll.state === 'archived') && may('poll.archive')) acts.push({ label: t(closed ? 'poll.archive' : 'poll.unarchive'), icon: 'archive', testid: `poll-archive-${seq}`, onChoose: () => void run('poll.archive', { poll: seq, archived: closed }) });
  if (deletes) acts.push({ label: t(draft ? 'poll.delete' : 'poll.delete.closed'), icon: 'trash', danger: true, testid: `poll-delete-${seq}`, onChoose: () => setAsking(true) });
  return (
    <div class="poll-bar row">
      {opens && <Open seq={seq} sending={sending} onOpen={(seconds) => void run('poll.open', { poll: seq, ...(seconds > 0 ? { seconds } : {}) })} />}
      <Acts acts={acts} label={t('poll.acts', { title: spoken(poll.title, lang).text })} busy={sending} menu={opens} />
      {!draft && poll.type === 'text' && may('poll.answers') && <Answers seq={seq} poll={poll} />}
      {!draft && poll.type === 'cloud' && may('poll.show') && <CloudWords seq={seq} poll={poll} />}
      {naming && <ballots.Page seq={seq} poll={poll} onClose={() => setNaming(false)} />}
      {writing && <form.Page like={{ seq, poll }} edits={writing === 'edit'} onClose={() => setWriting(undefined)} />}
      {asking && (
        <Confirm title={t(draft ? 'poll.delete.ask.draft' : 'poll.delete.ask')} hint={t('poll.delete.hint')} action={t('do.delete')} busy={sending}
          onConfirm={remove} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}

const TIMES: readonly number[] = [0, 15, 30, 60, 120, 300, 600];

function Open({ seq, sending, onOpen }: { seq: number; sending: boolean; onOpen: (seconds: number) => void }): JSX.Element {
  const { t } = useWords();
  const [seconds, setSeconds] = useState(0);
  const id = useId();
  return (
    <>
      <label for={id} class="hidden">{t('poll.open.for')}</label>
      <select id={id} value={String(seconds)} onChange={(event) => setSeconds(Number(event.currentTarget.value))} data-testid={`poll-seconds-${seq}`}>
        {TIMES.map((time) => (
          <option key={time} value={String(time)}>
            {time === 0 ? t('poll.open.unlimited') : time < 60 ? t('poll.open.seconds', { n: time }) : t('poll.open.minutes', { n: time / 60 })}
          </option>
        ))}
      </select>
      <Button kind="strong" small icon="play" busy={sending} onClick={() => onOpen(seconds)} testid={`poll-open-${seq}`}>{t('poll.open')}</Button>
    </>
  );
}
