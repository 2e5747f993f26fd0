// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import type { JsonObject } from '../../core/merge.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { TextArea } from '../../ui/field.tsx';
import type { Held } from '../../ui/file.ts';
import { Button, Refusal } from '../../ui/parts.tsx';
import { elsewhere } from '../../ui/elsewhere.ts';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { AskingField, useAsking } from './asking.tsx';
import { Cite, FormatBar } from './format-bar.tsx';
import { useForum } from './context.ts';
import { useFacts } from './facts.ts';
import { Nameless, useMayNameless, useWroteNameless } from './nameless.tsx';
import { Throttle } from './topic-of.tsx';
import { useFilings } from './use-filing.tsx';
import { useMention } from './use-mention.ts';

interface PostFormProps {
  readonly place: string;
  readonly thread: number;
  readonly label: string;
  readonly rows: number;
  readonly method: 'forum.post' | 'forum.edit';
  readonly data: JsonObject;
  /** What stands in the field at first, and is not worth sending: the text to edit. */
  readonly initial?: string;
  /** Of a post that is edited: the files that it holds, and whether it stands without a name. */
  readonly before?: { readonly held: readonly Held[]; readonly hides: boolean };
  /** Between the field and the buttons. */
  readonly children?: JSX.Element | null | false;
  /** Shown as a cancel button; also called when the post was taken, as this is. */
  readonly onClose?: () => void;
  readonly onTaken?: () => void;
}

/** Where the draft of a form is kept: it names the thread, so that a thread that goes can give it back. */
export function draftPlace(place: string, room: string, thread: number): string {
  return `${place}@${room}#${thread}`;
}

/** Writes a post or a comment, or edits one. */
export function PostForm({ place, thread, label, rows, method, data, initial = '', before, children, onClose, onTaken }: PostFormProps): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const here = draftPlace(place, room, thread);
  const [text, setText] = useDraft(here);
  const { topic } = useFacts();
  const form = useRef<HTMLFormElement>(null);
  const writing = useWriting(here, text);
  const { suggest, sent } = useMention(here, text, setText);
  const { sending, error, waiting, run } = useCommand(here);
  const nameless = useMayNameless(topic) && method === 'forum.post';
  // Whoever wrote here without a name does so again, unless they say otherwise.
  const hid = useWroteNameless();
  const [chosen, setChosen] = useState<boolean | undefined>(undefined);
  const hides = chosen ?? hid;
  useLayoutEffect(() => {
    if (text === '' && !sending) setText(initial);
  }, []);
  useClosedWhenTaken(sending, error !== undefined, text === '', onClose ?? onTaken);
  const asking = useAsking(here);
  const asks = method === 'forum.post' && !(nameless && hides);
  const filings = useFilings({ form, text, onText: setText, hides: before?.hides ?? (nameless && hides), held: before?.held, readOnly: sending });
  const fits = !filings.busy && (!asks || asking.fits) && text.trim() !== '' && chars(text) <= BOUNDS.POST_CHARS && (text !== initial || writing.sent.dir !== undefined);
  const send = (event: Event): void => {
    event.preventDefault();
    if (fits) void run(method, { ...data, text, ...writing.sent, ...sent, ...(nameless && hides ? { anonymous: true } : {}), ...(asks ? asking.sent : {}), ...filings.sent });
  };
  return (
    <form ref={form} class="post-form stack" onSubmit={send} data-testid={`form-${place}`}>
      <TextArea
        label={label} hideLabel={rows === 1} rows={rows} value={text} max={BOUNDS.POST_CHARS} onInput={setText} readOnly={sending} dir={writing.dir} draft={!sending && text !== initial && t('forum.draft')}
        focus={onClose !== undefined} {...(onClose ? { onEscape: onClose } : {})} suggest={suggest} testid={`text-${place}`}
      />
      {!nameless && method === 'forum.post' && <elsewhere.Page key={here} place={here} />}
      <FormatBar form={form} />
      <div class="adds">
        {filings.field}
        <Cite form={form} />
        {asks && <AskingField asking={asking} busy={sending} />}
      </div>
      {children}
      {nameless && <Nameless is={hides} busy={sending} onChange={setChosen} />}
      {method === 'forum.post' && <Throttle topic={topic} />}
      <Refusal error={error} />
      {error === 'NOT_FOUND' && filings.sent.files && <p class="hint">{t('filing.gone')}</p>}
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`send-${place}`}>
          {t(sending ? 'do.sending' : method === 'forum.edit' ? 'do.save' : 'do.send')}
        </Button>
        {onClose && <Button kind="quiet" onClick={onClose}>{t('do.cancel')}</Button>}
        {writing.toggle}
      </div>
    </form>
  );
}

// Also when it was sent before a reload. What is taken back is not taken: its text is still there.
function useClosedWhenTaken(sending: boolean, failed: boolean, empty: boolean, onClose: (() => void) | undefined): void {
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !sending && !failed && empty) onClose?.();
    was.current = sending;
  }, [sending]);
}
