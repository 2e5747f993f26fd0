// SPDX-License-Identifier: Apache-2.0
// Preparing a poll: one tally, up to four languages. The first language leads; the others may stay empty.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import { useWords } from '../../i18n/context.tsx';
import { LANGUAGES, dirOf } from '../../i18n/index.ts';
import type { Lang } from '../../i18n/index.ts';
import { useCommand } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button, Choice, IconButton, Refusal } from '../../ui/parts.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { draftOf, draftRead, listed, payload, problem } from './draft.ts';
import { AskFields, Correct } from './ask.tsx';
import { QuizFields } from './quiz.tsx';
import type { PollDraft, Problem } from './draft.ts';
import type { BallotKind, Poll, PollType, ResultsWhen } from './view.ts';

const KINDS: readonly BallotKind[] = ['confidential', 'named', 'anonymous', 'secret'];
const TYPES: readonly PollType[] = ['single', 'multiple', 'yesno', 'boolean', 'scale', 'ranking', 'points', 'numeric', 'text', 'cloud'];
const RESULTS: readonly ResultsWhen[] = ['never', 'voted', 'closed', 'live'];
const SEALED: readonly PollType[] = ['single', 'multiple', 'yesno', 'boolean', 'scale'];

/** A new poll; or one like another: `edits` says that it is that draft itself. */
export function PollForm({ onClose, like, edits = false }: {
  onClose: () => void; like?: { readonly seq: number; readonly poll: Poll }; edits?: boolean;
}): JSX.Element {
  const { t, lang, number } = useWords();
  const room = useContext(RoomContext);
  const place = like ? `poll/${room}/${edits ? 'edit' : 'copy'}-${like.seq}` : `poll/${room}`;
  const { sending, error, waiting, run } = useCommand(place);
  const [kept, setKept] = useDraft(place);
  const draft = kept === '' && like ? draftOf(like.poll) : draftRead(kept, lang);
  const [missing, setMissing] = useState<Problem | undefined>(undefined);
  const change = (part: Partial<PollDraft>): void => setKept(JSON.stringify({ ...draft, ...part }));
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = problem(draft);
    setMissing(wrong);
    if (!wrong && (await (like && edits ? run('poll.edit', { poll: like.seq, ...payload(draft) }) : run('poll.prepare', payload(draft))))) onClose();
  };
  const others = LANGUAGES.filter((known) => !draft.languages.includes(known.lang));
  return (
    <Dialog title={t(edits ? 'do.edit' : 'poll.prepare')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => void save(event)} data-testid="poll-form">
        <Choice<PollType>
          label={t('poll.form.type')} name="poll-type" value={draft.type} onChange={(type) => change({ type, ...(draft.ballot === 'secret' && !SEALED.includes(type) ? { ballot: 'confidential' } : {}) })}
          options={TYPES.map((value) => ({ value, label: t(`poll.form.${value}`) }))}
        />
        {draft.languages.map((each, index) => <Language key={each} draft={draft} lang={each} first={index === 0} sending={sending} onChange={change} />)}
        {listed(draft) && draft.options.length < BOUNDS.POLL_OPTIONS && (
          <div><Button kind="quiet" icon="plus" onClick={() => change({ options: [...draft.options, {}] })} testid="poll-option-add">{t('poll.form.option.add')}</Button></div>
        )}
        {draft.type === 'multiple' && <Range draft={draft} onChange={change} />}
        <AskFields draft={draft} onChange={change} />
        <Correct key={`${draft.type}-correct`} draft={draft} onChange={change} />
        <QuizFields draft={draft} onChange={change} />
        <label class="check">
          <input type="checkbox" checked={draft.change} data-testid="poll-may-change" onChange={(event) => change({ change: event.currentTarget.checked })} />
          <span>{t('poll.form.change')}</span>
        </label>
        {draft.ballot !== 'secret' && (
          <label class="check">
            <input type="checkbox" checked={draft.abstain ?? draft.type === 'yesno'} data-testid="poll-abstain" onChange={(event) => change({ abstain: event.currentTarget.checked })} />
            <span>{t('poll.form.abstain')}</span>
          </label>
        )}
        {draft.ballot !== 'anonymous' && (
          <label class="check">
            <input type="checkbox" checked={draft.participants ?? false} data-testid="poll-participants" onChange={(event) => change({ participants: event.currentTarget.checked })} />
            <span>{t('poll.form.participants')}</span>
          </label>
        )}
        <Choice<ResultsWhen>
          label={t('poll.form.results')} name="poll-results" value={draft.results ?? 'never'} onChange={(results) => change({ results })}
          options={RESULTS.map((value) => ({ value, label: t(`poll.form.results.${value}`) }))}
        />
        <Choice<BallotKind>
          label={t('poll.form.ballot')} name="poll-ballot" value={draft.ballot ?? 'confidential'} onChange={(ballot) => change({ ballot })}
          options={KINDS.filter((value) => value !== 'secret' || SEALED.includes(draft.type)).map((value) => ({ value, label: t(`poll.form.ballot.${value}`) }))}
        />
        {draft.ballot === 'secret' && <p class="hint" data-testid="poll-secret">{t('poll.form.ballot.hint', { number: number(BOUNDS.BALLOTS_LEAST) })}</p>}
        {others.length > 0 && (
          <fieldset class="row">
            <legend>{t('poll.form.language.add')}</legend>
            {others.map((known) => (
              <Button key={known.lang} icon="plus" onClick={() => change({ languages: [...draft.languages, known.lang] })} testid={`poll-language-${known.lang}`}>
                <span lang={known.lang}>{known.name}</span>
              </Button>
            ))}
          </fieldset>
        )}
        <p class="refusal" role="status">{missing && t(missing)}</p>
        <Refusal error={error} />
        <Waits command={waiting} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="poll-save">{t(sending ? 'do.sending' : 'poll.form.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Language({ draft, lang, first, sending, onChange }: {
  draft: PollDraft; lang: Lang; first: boolean; sending: boolean; onChange: (part: Partial<PollDraft>) => void;
}): JSX.Element {
  const { t, number } = useWords();
  const name = LANGUAGES.find((known) => known.lang === lang)?.name ?? lang;
  const setOption = (at: number, text: string): void =>
    onChange({ options: draft.options.map((option, index) => (index === at ? { ...option, [lang]: text } : option)) });
  return (
    <fieldset class="poll-language">
      <legend><span lang={lang}>{name}</span></legend>
      <TextField
        label={t('poll.form.title')} value={draft.title[lang] ?? ''} max={BOUNDS.POLL_TITLE_CHARS} lang={lang} dir={dirOf(lang)} readOnly={sending}
        onInput={(text) => onChange({ title: { ...draft.title, [lang]: text } })} testid={`poll-title-${lang}`}
      />
      {listed(draft) && draft.options.map((option, at) => (
        <div class="poll-option" key={at}>
          <TextField
            label={t('poll.form.option', { number: at + 1 })} value={option[lang] ?? ''} max={BOUNDS.POLL_OPTION_CHARS} lang={lang} dir={dirOf(lang)}
            readOnly={sending} onInput={(text) => setOption(at, text)} testid={`poll-option-${lang}-${at + 1}`}
          />
          {first && draft.options.length > 2 && (
            <IconButton icon="trash" label={t('poll.form.option.remove', { number: number(at + 1) })}
              onClick={() => onChange({ options: draft.options.filter((_, index) => index !== at) })} />
          )}
        </div>
      ))}
      {!first && (
        <div><Button kind="quiet" icon="trash" onClick={() => onChange({ languages: draft.languages.filter((other) => other !== lang) })}>
          {t('poll.form.language.remove', { language: name })}
        </Button></div>
      )}
    </fieldset>
  );
}

function Range({ draft, onChange }: { draft: PollDraft; onChange: (part: Partial<PollDraft>) => void }): JSX.Element {
  const { t } = useWords();
  const input = (label: string, value: number, set: (value: number) => void, testid: string): JSX.Element => (
    <label class="field-number">
      <span>{label}</span>
      <input type="number" min={1} max={draft.options.length} value={value} data-testid={testid} onInput={(event) => set(event.currentTarget.valueAsNumber || 1)} />
    </label>
  );
  return (
    <div class="row">
      {input(t('poll.form.min'), draft.min, (min) => onChange({ min }), 'poll-min')}
      {input(t('poll.form.max'), Math.min(draft.max, draft.options.length), (max) => onChange({ max }), 'poll-max')}
    </div>
  );
}
