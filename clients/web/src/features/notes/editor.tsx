// SPDX-License-Identifier: Apache-2.0
// The field of one paragraph. What is typed is a draft until the server has it, and saved in steps; what it refuses
// stays in the field, beside what stands there now.
import type { JSX } from 'preact';
import { useContext, useEffect, useMemo, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, draftGet, draftSet, useDraft } from '../../core/draft.ts';
import { useRights } from '../../core/here.ts';
import { leaving } from '../../core/leaving.ts';
import { chars } from '../../core/text.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useRoomRun, useSession } from '../../ui/session.tsx';
import { Told } from '../../ui/states.tsx';
import { Copy, Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useStore } from '../../core/store.ts';
import { placeOf } from './panel.tsx';
import { Saver } from './saver.ts';
import type { Paragraph } from './view.ts';

/** `seq`: of a paragraph that is there; without it one is made with the first words (`onMade`). */
export function Editor({ seq, paragraph, onMade, onClose }: {
  seq: number | undefined; paragraph: Paragraph | undefined; onMade?: (seq: number) => void; onClose: () => void;
}): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { queue } = useSession();
  const run = useRoomRun();
  const { me } = useRights();
  // The place is that of the beginning: a draft of what is new becomes that of the paragraph when one comes back to it.
  const place = useMemo(() => placeOf(room, seq ?? 'new'), []);
  const saves = `save:${place}`;
  const [text, setText] = useDraft(place);
  const [, redraw] = useState({});
  const [closing, setClosing] = useState(false);
  const writing = useWriting(place, text);
  const waiting = useStore(queue.waiting).find((command) => command.place === saves);
  const saver = useMemo(() => new Saver({
    ...(seq === undefined ? {} : { seq }),
    // What was typed before is based on the words that stood then.
    ...(paragraph ? { version: Number(draftGet(`${place}/version`)) || paragraph.version } : {}),
    saved: paragraph?.text ?? '',
    send: async (method, data) => {
      const outcome = await run(method, data, saves);
      for (const { command } of queue.failed.get()) if (command.place === saves) queue.dismiss(command.op);
      return outcome;
    },
    later: (ms, then) => {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    changed: () => redraw({}),
  }), []);
  useEffect(() => {
    if (draftGet(place) === '') draftSet(place, saver.saved);
    saver.typed(draftGet(place));
    if (seq !== undefined && paragraph?.hold?.by !== me) void run('notes.take', { paragraph: seq }, saves).then(() => redraw({}));
    const end = leaving(() => saver.now());
    return () => (end(), void leave());
  }, []);
  // It is a paragraph now: what is typed from here on is kept as its draft.
  useEffect(() => {
    if (saver.version !== undefined) draftSet(`${place}/version`, `${saver.version}`);
    if (seq === undefined && saver.seq !== undefined) onMade?.(saver.seq);
  }, [saver.version, saver.seq]);
  const leave = async (): Promise<boolean> => {
    const done = await saver.finish();
    if (done) draftClear(place);
    return done;
  };
  const close = async (): Promise<void> => {
    setClosing(true);
    if (await leave()) onClose();
    setClosing(false);
  };
  const type = (next: string): void => {
    setText(next);
    saver.typed(next, writing.sent.dir);
  };
  const drop = (): void => {
    saver.typed(saver.saved);
    saver.rest();
    draftClear(place);
    onClose();
  };
  const over = chars(text) > BOUNDS.NOTE_CHARS;
  const label = t(seq === undefined ? 'notes.new' : 'notes.edit');
  return (
    <div class="note note-edit" data-testid="note-editor">
      <div class="field-row">
        <TextArea label={label} value={text} max={BOUNDS.NOTE_CHARS} dir={writing.dir} onInput={type} hideLabel rows={4} focus testid="note-text" />
        {writing.toggle}
      </div>
      {saver.trouble && <Trouble saver={saver} paragraph={paragraph} text={text} onDrop={drop} />}
      <Waits command={waiting} />
      <div class="row row-end">
        <span class="meta" role="status" data-testid="note-saved">{saver.trouble ? '' : t(waiting ? 'notes.saving' : saver.dirty ? 'notes.unsaved' : saver.seq === undefined ? 'notes.begin' : 'notes.saved')}</span>
        {!saver.trouble && <Button kind="strong" icon="check" busy={closing} disabled={over} onClick={() => void close()} testid="note-done">{t('notes.done')}</Button>}
      </div>
    </div>
  );
}

/** Why it is not saved, what stands there now, and what can become of what was typed. */
function Trouble({ saver, paragraph, text, onDrop }: { saver: Saver; paragraph: Paragraph | undefined; text: string; onDrop: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const held = saver.trouble === 'NOTES_HELD' && paragraph?.hold;
  const says = held ? t('notes.held', { name: personName(words, held.name ?? held.by) })
    : saver.trouble === 'NOT_FOUND' ? t('notes.gone') : t(`error.${saver.trouble ?? 'INTERNAL'}`);
  return (
    <Told kind="refused" title={says} testid="note-trouble">
      <p>{t('notes.kept')}</p>
      {paragraph?.text !== undefined && saver.trouble !== 'NOT_FOUND' && <blockquote><Prose text={paragraph.text} dir={paragraph.dir ?? 'auto'} /></blockquote>}
      <div class="row">
        {paragraph && may('notes.write') && !held && saver.trouble !== 'NOT_FOUND' && <Button small onClick={() => saver.settle(paragraph.version)} testid="note-mine">{t('notes.mine')}</Button>}
        {may('notes.add') && saver.trouble !== 'TEXT_TOO_LONG' && <Button small onClick={() => saver.apart()} testid="note-apart">{t('notes.apart')}</Button>}
        <Copy text={text} />
        <Button kind="quiet" small onClick={onDrop} testid="note-drop">{t('do.discard')}</Button>
      </div>
    </Told>
  );
}
