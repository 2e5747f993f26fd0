// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import { useView } from '../../core/here.ts';
import { go } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { chars } from '../../core/text.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useCommand } from '../../ui/command.ts';
import { elsewhere } from '../../ui/elsewhere.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Link, Refusal } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { AskingField, useAsking } from './asking.tsx';
import { Cite, FormatBar } from './format-bar.tsx';
import { useForum } from './context.ts';
import { useFor } from './groups.tsx';
import { Nameless, newMask, useMayNameless } from './nameless.tsx';
import { Throttle } from './topic-of.tsx';
import { useFilings } from './use-filing.tsx';
import { useMention } from './use-mention.ts';
import type { ForumView } from './view.ts';

/** A new discussion: once the server has taken it, its page opens. */
export function Compose({ here }: { here: Route }): JSX.Element {
  const { t, lang } = useWords();
  const { room } = useForum();
  const { queue } = useSession();
  const topic = here.page === 'compose' ? here.topic : undefined;
  const inside = spoken(useView((view: ForumView) => view.forum?.topics?.[topic ?? 0]?.title) ?? {}, lang);
  const place = `thread/${room}/${topic ?? 'new'}`;
  const [title, setTitle] = useDraft(`${place}/title`);
  const [text, setText] = useDraft(`${place}/text`);
  const { sending, error, waiting } = useCommand(place);
  const writing = useWriting(place, text);
  const { suggest, sent } = useMention(place, text, setText);
  const whom = useFor();
  const form = useRef<HTMLFormElement>(null);
  const nameless = useMayNameless(topic);
  const [hides, setHides] = useState(false);
  const asking = useAsking(place);
  const asks = !(nameless && hides);
  const filings = useFilings({ form, text, onText: setText, hides: nameless && hides, readOnly: sending });
  const [missing, setMissing] = useState(false);
  usePageTitle(t('forum.new'));
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    const empty = title.trim() === '' || text.trim() === '' || (topic === undefined && !whom.ready) || (asks && !asking.fits);
    setMissing(empty);
    if (sending || empty || filings.busy || chars(title) > BOUNDS.TITLE_CHARS || chars(text) > BOUNDS.POST_CHARS) return;
    const outcome = await queue.run('forum.thread', { room, title: title.trim(), text, ...writing.sent, ...sent, ...(topic === undefined ? whom.sent : { topic }), ...(nameless && hides ? { anonymous: true, mask: newMask() } : {}), ...(asks ? asking.sent : {}), ...filings.sent }, place);
    // The seq of the entry is the name of the thread it opened.
    if (outcome.ok) go(outcome.seq > 0 ? { page: 'thread', room, thread: outcome.seq } : { page: 'course', room });
  };
  return (
    <div class="sheet course">
      <p><Link to={topic === undefined ? { page: 'course', room } : { page: 'topic', room, topic }} class="back"><Icon name="back" />{topic === undefined ? t('forum.back') : <span lang={inside.lang} dir={inside.dir}>{inside.text}</span>}</Link></p>
      <h1>{t('forum.new')}</h1>
      <form ref={form} class="stack" onSubmit={(event) => void start(event)} data-testid="thread-form">
        <TextField label={t('forum.new.title')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} readOnly={sending} testid="thread-title" />
        <TextArea label={t('forum.new.text')} rows={8} value={text} max={BOUNDS.POST_CHARS} onInput={setText} readOnly={sending} dir={writing.dir} suggest={suggest} testid="thread-text" />
        {!nameless && <elsewhere.Page key={place} place={place} />}
        <FormatBar form={form} />
        <div class="adds">
          {filings.field}
          <Cite form={form} />
          {asks && <AskingField asking={asking} busy={sending} />}
        </div>
        {topic === undefined && whom.field}
        {nameless && <Nameless is={hides} busy={sending} onChange={setHides} />}
        <Throttle topic={topic} />
        <p class="refusal" role="status">{missing && t('forum.need')}</p>
        <Refusal error={error} />
        {error === 'NOT_FOUND' && filings.sent.files && <p class="hint">{t('filing.gone')}</p>}
        <Waits command={waiting} />
        <div class="row"><Button kind="strong" submit busy={sending} disabled={filings.busy} testid="thread-send">{t(sending ? 'do.sending' : 'forum.new.send')}</Button>{writing.toggle}</div>
      </form>
    </div>
  );
}
