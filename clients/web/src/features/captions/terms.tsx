// SPDX-License-Identifier: Apache-2.0
// The glossary as the team writes it.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { TERMS, inLanguage } from './view.ts';
import type { GlossaryView } from './view.ts';

/** Asked for when it is opened: what nobody looks at is sent to nobody. */
export function TermsSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const [open, setOpen] = useState(false);
  if (!may('glossary.add')) return null;
  return (
    <details class="fold" data-testid="terms" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('captions.terms.title')}</summary>
      {open && <Listed />}
    </details>
  );
}

function Listed(): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const room = useContext(RoomContext);
  const { view } = useRoom<GlossaryView>(`${room}/${TERMS}`);
  const [writes, setWrites] = useState<number | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  const terms = bySeq(view?.glossary?.terms);
  const remove = async (term: number, title: Texts): Promise<void> => {
    if (await run('glossary.remove', { term })) notify(t('captions.terms.removed'), { label: t('do.undo'), run: () => void run('glossary.add', { title: { ...title } }) });
  };
  return (
    <>
      <p class="hint">{t('captions.terms.hint')}</p>
      <ul class="sheet-rows">
        {terms.map(({ seq, value: { title } }) => (
          <li key={seq} data-testid={`term-${seq}`}>
            {writes === seq
              ? <Write title={title} busy={sending} onCancel={() => setWrites(undefined)} onSend={(data) => void run('glossary.edit', { term: seq, ...data }).then((done) => done && setWrites(undefined))} />
              : (
                <div class="sheet-row">
                  <p>{inLanguage(title, lang).map(([tag, text], at) => <>{at > 0 && ' · '}<bdi lang={tag} class={at > 0 ? 'meta' : undefined}>{text}</bdi></>)}</p>
                  <Acts label={inLanguage(title, lang)[0]?.[1] ?? ''} busy={sending} quiet acts={[
                    { label: t('do.edit'), testid: `term-edit-${seq}`, onChoose: () => setWrites(seq) },
                    { label: t('do.remove'), testid: `term-remove-${seq}`, onChoose: () => void remove(seq, title) },
                  ]} />
                </div>
              )}
          </li>
        ))}
      </ul>
      {/* One after the other: an empty one stands when the one before has arrived. */}
      {terms.length < BOUNDS.TERMS && <Write key={turn} busy={sending} onSend={(data) => void run('glossary.add', data).then((done) => done && setTurn(turn + 1))} />}
    </>
  );
}

function Write({ title, busy, onSend, onCancel }: { title?: Texts; busy: boolean; onSend: (data: JsonObject) => void; onCancel?: () => void }): JSX.Element {
  const { t } = useWords();
  const [texts, setTexts] = useState<Texts>(title ?? {});
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const fit = textsOf(texts, BOUNDS.TERM_CHARS);
    setFault(!fit);
    if (fit) onSend({ title: { ...fit } });
  };
  return (
    <form class="sheet-form" noValidate onSubmit={send} data-testid="term-form">
      <LanguageFields label={t('captions.terms.field')} other={t('captions.terms.languages')} value={texts} max={BOUNDS.TERM_CHARS} onInput={setTexts} testid="term" />
      <p class="refusal" role="alert">{fault && t('captions.terms.fault')}</p>
      <div class="row">
        <Button kind="strong" small submit busy={busy} testid="term-send">{t(title ? 'do.save' : 'captions.terms.add')}</Button>
        {onCancel && <Button small onClick={onCancel}>{t('do.cancel')}</Button>}
      </div>
    </form>
  );
}
