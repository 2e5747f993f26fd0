// SPDX-License-Identifier: Apache-2.0
// The captioner's desk, beside the picture: one types a line, Enter sends it, and goes on.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import { useRights, useView } from '../../core/here.ts';
import { paramsSet, place } from '../../core/router.ts';
import { useSelect, useStore } from '../../core/store.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Choice, Empty, IconButton } from '../../ui/parts.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { Keys, keyOf } from './desk/keys.tsx';
import { Lines } from './desk/lines.tsx';
import { rowsOf, stepped } from './desk/rows.ts';
import type { Row } from './desk/rows.ts';
import { Terms } from './desk/terms.tsx';
import { TurnBar, useTurn } from './desk/turn.tsx';
import { Waiting } from './desk/waiting.tsx';
import { useOutbox } from './desk/use-outbox.ts';
import { OUTBOX_MAX } from './outbox.ts';
import type { Outbox } from './outbox.ts';
import { dirOfTag, mayWrite, nameIn, ownName } from './view.ts';
import type { CaptionsView } from './view.ts';

export function CaptionsDesk(): JSX.Element {
  const { t } = useWords();
  const { staff } = useRights();
  const tags = useView((view: CaptionsView) => mayWrite(view, staff).join()).split(',').filter(Boolean);
  const wanted = useSelect(place, ({ query }) => query['desk'] ?? '');
  const language = tags.includes(wanted) ? wanted : tags[0];
  const choose = (tag: string): void => paramsSet({ ...place.get().query, desk: tag });
  const close = (): void => {
    const { desk: _, ...query } = place.get().query;
    paramsSet(query);
  };
  const [keys, setKeys] = useState(false);
  return (
    <section class="panel-column captioner" aria-labelledby="captioner-title" data-testid="captioner">
      <header class="captioner-head">
        <h2 id="captioner-title">{t('captions.desk')}</h2>
        <Button small kind="quiet" onClick={() => setKeys(true)} testid="captioner-keys">{t('captions.keys')}</Button>
        <IconButton icon="back" label={t('captions.desk.close')} onClick={close} testid="captioner-close" />
      </header>
      {language === undefined ? <Empty icon="captions">{t('captions.desk.none')}</Empty> : (
        <>
          {tags.length > 1 && (
            <div class="captioner-languages"><FilterLine>
              <Choice label={t('captions.language')} name="captioner-language" value={language} onChange={choose} options={tags.map((tag) => ({ value: tag, label: ownName(tag) }))} />
            </FilterLine></div>
          )}
          <Desk key={language} language={language} tags={tags} onLanguage={choose} onKeys={() => setKeys(true)} />
        </>
      )}
      {keys && <Keys many={tags.length > 1} onClose={() => setKeys(false)} />}
    </section>
  );
}

function Desk({ language, tags, onLanguage, onKeys }: { language: string; tags: readonly string[]; onLanguage: (tag: string) => void; onKeys: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const { view } = useRoom<CaptionsView>(`${room}/captions/${language}`);
  const outbox = useOutbox();
  const items = useStore(outbox.items);
  const rows = rowsOf(language, view?.captions?.lines, items);
  const turn = useTurn(language, view?.captions?.turn);
  const writing = useWriting(language, rows, outbox, turn.taken);
  const remove = (row: Row): void => {
    if (writing.edits?.key === row.key) writing.correct(undefined);
    takeAway(outbox, row, () => notify(t('captions.removed'), { label: t('do.undo'), run: () => putBack(outbox, row) }));
  };
  const key = (event: KeyboardEvent): void => {
    const act = keyOf(event, tags.length);
    if (!act) return;
    event.preventDefault();
    if (act === 'up' || act === 'down') writing.correct(stepped(rows, writing.edits?.key, act));
    else if (act === 'remove') rows.filter(({ state }) => state !== 'failed').slice(-1).forEach(remove);
    else if (act === 'turn') turn.change();
    else if (act === 'keys') onKeys();
    else onLanguage(tags[act.language] ?? language);
  };
  return (
    <div class="captioner-desk" onKeyDown={key}>
      <TurnBar language={language} turn={turn} />
      <Terms language={language} />
      <Lines language={language} rows={rows} edits={writing.edits?.key} outbox={outbox} onEdit={writing.correct} onRemove={remove} />
      <Waiting items={items} />
      <form class="composer captioner-field" onSubmit={(event) => { event.preventDefault(); writing.send(); }}>
        {writing.edits && (
          <p class="composer-reply" data-testid="captioner-edits">
            <span>{t('captions.edits')}</span>
            <Button small kind="quiet" onClick={() => writing.correct(undefined)}>{t('do.cancel')}</Button>
          </p>
        )}
        <div class="composer-row">
          <TextArea
            label={t('captions.field', { language: nameIn(lang, language) })} hideLabel value={writing.text} max={BOUNDS.CAPTION_CHARS} rows={2} focus lang={language} dir={dirOfTag(language)}
            onInput={writing.type} onEnter={writing.send} onEscape={() => writing.correct(undefined)} testid="captioner-text"
          />
          <Button kind="strong" submit icon={writing.edits ? 'check' : 'send'} testid="captioner-send">{t(writing.edits ? 'do.save' : 'captions.send')}</Button>
        </div>
        <p class="hint">{t('captions.hint')}</p>
      </form>
    </div>
  );
}

interface Writing {
  readonly text: string;
  readonly edits: Row | undefined;
  readonly type: (text: string) => void;
  readonly send: () => void;
  /** Other words for that one; undefined: back to what one was writing. */
  readonly correct: (row: Row | undefined) => void;
}

function useWriting(language: string, rows: readonly Row[], outbox: Outbox, wrote: () => void): Writing {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const [draft, setDraft] = useDraft(`caption/${room}/${language}`);
  const [edited, setEdited] = useState<{ readonly row: Row; readonly text: string } | undefined>(undefined);
  // When one began to type: that is about when it was said.
  const began = useRef<number | undefined>(undefined);
  // What one corrects may have been sent meanwhile, or have gone.
  const edits = edited && (rows.find(({ key }) => key === edited.row.key) ?? rows.find((row) => row.line !== undefined && row.text === edited.row.text));
  const correct = (row: Row | undefined): void => setEdited(row && { row, text: row.text });
  useEffect(() => {
    if (!edited || edits) return;
    // The words are not lost with the line.
    if (draft === '' && edited.text !== edited.row.text) setDraft(edited.text);
    setEdited(undefined);
    notify(t('captions.edits.gone'));
  }, [edited !== undefined && edits === undefined]);
  const type = (text: string): void => {
    if (edited) setEdited({ ...edited, text });
    else {
      if (text.trim() === '') began.current = undefined;
      else began.current ??= Math.round(serverNow());
      setDraft(text);
    }
  };
  const send = (): void => {
    const text = edited ? edited.text : draft;
    const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    if (lines.length === 0 || lines.some((line) => chars(line) > BOUNDS.CAPTION_CHARS)) return;
    if (edited && edits) {
      if (edited.text !== edits.text) amend(outbox, language, edits, lines.join(' '));
      setEdited(undefined);
      return;
    }
    const to = Math.round(serverNow());
    const from = Math.min(began.current ?? to, to);
    // Several that were written together were said one after the other.
    const at = (place: number): number => Math.round(from + ((to - from) * place) / lines.length);
    if (!lines.every((line, place) => outbox.say({ language, text: line, from: at(place), to: at(place + 1) }))) {
      notify(t('captions.full', { n: OUTBOX_MAX }));
      return;
    }
    began.current = undefined;
    setDraft('');
    wrote();
  };
  return { text: edited ? edited.text : draft, edits: edited && edits, type, send, correct };
}

function amend(outbox: Outbox, language: string, row: Row, text: string): void {
  if (row.line !== undefined) outbox.amend(row.line, { language, text, ...row.times });
  else if (row.op !== undefined) outbox.change(row.op, text);
}

function takeAway(outbox: Outbox, row: Row, then: () => void): void {
  if (row.line !== undefined) outbox.remove(row.line, { language: row.language, text: row.text, ...row.times });
  else if (row.op !== undefined) outbox.drop(row.op);
  then();
}

function putBack(outbox: Outbox, row: Row): void {
  const waits = outbox.items.get().find(({ method, line, state }) => method === 'captions.remove' && line === row.line && state === 'waits');
  if (waits && row.line !== undefined) outbox.drop(waits.op);
  else if (row.op === undefined || !outbox.stay(row.op)) outbox.say({ language: row.language, text: row.text, ...row.times });
}
