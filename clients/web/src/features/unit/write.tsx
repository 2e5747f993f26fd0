// SPDX-License-Identifier: Apache-2.0
// The forms of a unit: a new one, other words, another time.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useRoom } from '../../ui/session.tsx';
import { TemplateContext } from '../../ui/template.ts';
import type { Listed, UnitPart, UnitsView } from './view.ts';
import { WhenFields, planFrom, useZone, whenOf } from './when.tsx';
import type { Way } from './when.tsx';

interface Words {
  readonly title: Texts;
  readonly text: Texts;
}

/** What is to be sent; undefined: the title is missing, or something is too long. */
function wordsOf({ title, text }: Words): JsonObject | undefined {
  const titles = textsOf(title, BOUNDS.TITLE_CHARS);
  const texts = textsOf(text, BOUNDS.UNIT_CHARS);
  const long = !texts && Object.values(text).some((each) => each.trim() !== '');
  return titles && !long ? { title: { ...titles }, ...(texts ? { text: { ...texts } } : {}) } : undefined;
}

function WordFields({ value, onInput }: { value: Words; onInput: (value: Words) => void }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <LanguageFields label={t('unit.field.title')} other={t('unit.languages')} value={value.title} max={BOUNDS.TITLE_CHARS} onInput={(title) => onInput({ ...value, title })} testid="unit-title" />
      <LanguageFields label={t('unit.field.text')} other={t('unit.languages')} area value={value.text} max={BOUNDS.UNIT_CHARS} onInput={(text) => onInput({ ...value, text })} testid="unit-text" />
    </>
  );
}

const WAYS_NEW: readonly Way[] = ['day', 'at', 'hand', 'open'];
const WAYS: readonly Way[] = ['day', 'at', 'hand'];

/** Where nothing has dates: what is written is there at once. */
export function useUndated(): boolean {
  const template = useContext(TemplateContext);
  return template === 'workspace' || template === 'library';
}

export function NewUnit({ onDone }: { onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const zone = useZone();
  const start = useView((view: UnitsView) => view.stage?.start);
  const [words, setWords] = useState<Words>({ title: {}, text: {} });
  const undated = useUndated();
  const [when, setWhen] = useState(() => whenOf(undefined, zone, start));
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const [said, plan] = [wordsOf(words), undated ? { open: true } : planFrom(when, zone)];
    setFault(!said || !plan);
    if (!said || !plan) return;
    void run('unit.add', { ...said, ...plan }).then((ok) => {
      if (!ok) return;
      notify(t('unit.added', { title: spoken(words.title, lang).text }));
      onDone();
    });
  };
  return (
    <form class="unit-form" noValidate onSubmit={send} data-testid="unit-form">
      <h2>{t(undated ? 'unit.section.new' : 'unit.new')}</h2>
      <WordFields value={words} onInput={setWords} />
      {!undated && <WhenFields value={when} ways={WAYS_NEW} onInput={setWhen} />}
      <p class="refusal" role="alert">{fault && t('unit.fault')}</p>
      <div class="row">
        <Button kind="strong" submit busy={sending} testid="unit-send">{t('unit.add.do')}</Button>
        <Button onClick={onDone}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}

/** What it is about stands in the unit alone: that is asked for first. */
export function EditUnit({ unit, onDone }: { unit: Listed; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { view } = useRoom<UnitPart>(`${room}/unit/${unit.seq}`);
  return (
    <Dialog title={t('unit.edit.title')} onClose={onDone}>
      {view?.unit ? <EditWords seq={unit.seq} before={{ title: view.unit.title, text: view.unit.text }} onDone={onDone} /> : <Spinner label={t('entry.loading')} />}
    </Dialog>
  );
}

function EditWords({ seq, before, onDone }: { seq: number; before: Words; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [words, setWords] = useState(before);
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const said = wordsOf(words);
    setFault(!said);
    if (said) void run('unit.edit', { unit: seq, ...said }).then((ok) => ok && onDone());
  };
  return (
    <form class="unit-form" noValidate onSubmit={send} data-testid="unit-form">
      <WordFields value={words} onInput={setWords} />
      <p class="refusal" role="alert">{fault && t('unit.fault')}</p>
      <div class="row row-end">
        <Button onClick={onDone}>{t('do.cancel')}</Button>
        <Button kind="strong" submit busy={sending} testid="unit-send">{t('do.save')}</Button>
      </div>
    </form>
  );
}

/** What is posted when it opens; of one that is open, what stands there. Nothing written: nothing is announced. */
export function News({ unit: { seq, value }, onDone }: { unit: Listed; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [text, setText] = useState<Texts>(value.announcement ?? {});
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const empty = Object.values(text).every((each) => each.trim() === '');
    const said = textsOf(text, BOUNDS.NEWS_CHARS);
    setFault(!said && !empty);
    if (said || empty) void run('unit.announce', { unit: seq, ...(said ? { text: { ...said } } : {}) }).then((ok) => ok && onDone());
  };
  return (
    <Dialog title={t('unit.news')} onClose={onDone}>
      <form class="unit-form" noValidate onSubmit={send} data-testid="unit-news-form">
        <p>{t(value.opened === undefined ? 'unit.news.hint' : 'unit.news.open')}</p>
        <LanguageFields label={t('unit.news.text')} other={t('unit.languages')} area value={text} max={BOUNDS.NEWS_CHARS} onInput={setText} testid="unit-news" />
        <p class="refusal" role="alert">{fault && t('unit.news.long')}</p>
        <div class="row row-end">
          <Button onClick={onDone}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="unit-news-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** One that is open is shut by it, until then: that is said. */
export function Reschedule({ unit: { value }, busy, onPlan, onClose }: { unit: Listed; busy: boolean; onPlan: (plan: JsonObject) => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const zone = useZone();
  const start = useView((view: UnitsView) => view.stage?.start);
  const [when, setWhen] = useState(() => whenOf(value, zone, start));
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const plan = planFrom(when, zone);
    setFault(!plan);
    if (plan) onPlan(plan);
  };
  return (
    <Dialog title={t(value.opened === undefined ? 'unit.reschedule' : 'unit.hold')} onClose={onClose}>
      <form class="unit-form" noValidate onSubmit={send} data-testid="unit-when">
        {value.opened !== undefined && <p>{t('unit.hold.hint')}</p>}
        <WhenFields value={when} ways={WAYS} onInput={setWhen} />
        <p class="refusal" role="alert">{fault && t('unit.fault.time')}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={busy} testid="unit-plan">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
