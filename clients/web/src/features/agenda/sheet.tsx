// SPDX-License-Identifier: Apache-2.0
// The chapters as the team goes through them: one key, pressed again, goes on to the next.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { INBOX } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { later } from '../../ui/later.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { chapters } from './view.ts';
import type { AgendaView, Chapter, Listed } from './view.ts';

const MINUTES_DIGITS = 4;

const bring = later(async () => (await import('./bring.tsx')).BringAgenda);

function dataOf({ title, minutes }: Chapter): JsonObject {
  return { title: { ...title }, ...(minutes === undefined ? {} : { minutes }) };
}

export function AgendaSheet(): JSX.Element | null {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const agenda = useView((view: AgendaView) => view.agenda);
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  const named = useView((view: AgendaView) => view.stage.title);
  const [brings, setBrings] = useState(false);
  const list = chapters(agenda);
  const at = list.findIndex(({ seq }) => seq === agenda?.now);
  const next = list[at + 1];
  if (!may('agenda.add')) return null;
  const stop = (): void => setWrites(undefined);
  const put = (from: number, to: number): void => {
    const seqs = list.map(({ seq }) => seq);
    seqs.splice(to, 0, ...seqs.splice(from, 1));
    void run('agenda.order', { items: seqs }).then((done) => done && announce(t('agenda.moved', { place: to + 1, all: seqs.length })));
  };
  const remove = async (each: Listed): Promise<void> => {
    if (await run('agenda.remove', { item: each.seq })) notify(t('agenda.removed'), { label: t('do.undo'), run: () => void run('agenda.add', dataOf(each.value)) });
  };
  const keep = async (): Promise<void> => {
    if (await run('library.add', { room: INBOX, agenda: { title: { ...named }, items: list.map(({ value }) => dataOf(value)) } })) notify(t('agenda.kept'));
  };
  const acts = (each: Listed, place: number): Act[] => [
    ...(may('agenda.go') && place !== at ? [{ label: t('agenda.go'), testid: `agenda-go-${each.seq}`, onChoose: () => void run('agenda.go', { item: each.seq }) }] : []),
    { label: t('do.edit'), testid: `agenda-edit-${each.seq}`, onChoose: () => setWrites(each.seq) },
    ...(place > 0 ? [{ label: t('agenda.up'), testid: `agenda-up-${each.seq}`, onChoose: () => put(place, place - 1) }] : []),
    ...(place < list.length - 1 ? [{ label: t('agenda.down'), testid: `agenda-down-${each.seq}`, onChoose: () => put(place, place + 1) }] : []),
    { label: t('do.remove'), testid: `agenda-remove-${each.seq}`, onChoose: () => void remove(each) },
  ];
  return (
    <section class="sheet-part" aria-labelledby="sheet-agenda">
      <div class="sheet-head">
        <h3 id="sheet-agenda">{t('agenda.title')}</h3>
        {writes === undefined && <Button small icon="plus" onClick={() => setWrites('new')} testid="agenda-new">{t('agenda.new')}</Button>}
      </div>
      {may('agenda.go') && next && (
        <Button kind="strong" icon="play" busy={sending} onClick={() => void run('agenda.go', { item: next.seq })} testid="agenda-next">
          {t('agenda.next', { title: spoken(next.value.title, lang).text })}
        </Button>
      )}
      {may('agenda.go') && !next && at >= 0 && <Button busy={sending} onClick={() => void run('agenda.go', {})} testid="agenda-next">{t('agenda.over')}</Button>}
      {list.length === 0 && writes === undefined && <p class="hint">{t('agenda.none')}</p>}
      <ol class="sheet-rows">
        {list.map((each, place) => (
          <li key={each.seq}>
            {writes === each.seq
              ? <Write chapter={each.value} busy={sending} onSend={(data) => void run('agenda.edit', { item: each.seq, ...data }).then((done) => done && stop())} onCancel={stop} />
              : <Row {...each} on={place === at} acts={acts(each, place)} busy={sending} />}
          </li>
        ))}
      </ol>
      <div class="row">
        <Button kind="quiet" small onClick={() => setBrings(true)} testid="agenda-bring">{t('agenda.bring')}</Button>
        {list.length > 0 && <Button kind="quiet" small busy={sending} onClick={() => void keep()} testid="agenda-keep">{t('agenda.keep')}</Button>}
      </div>
      {brings && <bring.Page onClose={() => setBrings(false)} />}
      {writes === 'new' && <Write busy={sending} onSend={(data) => void run('agenda.add', data).then((done) => done && stop())} onCancel={stop} />}
    </section>
  );
}

function Row({ seq, value, on, acts, busy }: Listed & { on: boolean; acts: readonly Act[]; busy: boolean }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(value.title, lang);
  return (
    <div class="sheet-row" aria-current={on ? 'step' : undefined} data-testid={`agenda-row-${seq}`}>
      <div>
        <p class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</p>
        <p class="meta">
          {on && <Badge tone="accent">{t('agenda.on')}</Badge>} {!on && value.began !== undefined && t('agenda.past')}
          {value.minutes !== undefined && <> {t('agenda.minutes', { n: value.minutes })}</>}
        </p>
      </div>
      <Acts acts={acts} label={t('agenda.acts', { title: title.text })} busy={busy} quiet />
    </div>
  );
}

function Write({ chapter, busy, onSend, onCancel }: { chapter?: Chapter; busy: boolean; onSend: (data: JsonObject) => void; onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const [title, setTitle] = useState<Texts>(chapter?.title ?? {});
  const [minutes, setMinutes] = useState(chapter?.minutes === undefined ? '' : String(chapter.minutes));
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const texts = textsOf(title, BOUNDS.TITLE_CHARS);
    const length = minutes.trim() === '' ? undefined : Number(minutes);
    const fits = length === undefined || (Number.isInteger(length) && length >= 1 && length <= BOUNDS.AGENDA_MINUTES);
    setFault(!texts || !fits);
    if (texts && fits) onSend({ title: { ...texts }, ...(length === undefined ? {} : { minutes: length }) });
  };
  return (
    <form class="sheet-form" noValidate onSubmit={send} data-testid="agenda-form">
      <LanguageFields label={t('agenda.field')} other={t('agenda.languages')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} testid="agenda-title" />
      <TextField label={t('agenda.field.minutes')} keys="numeric" value={minutes} max={MINUTES_DIGITS} onInput={setMinutes} testid="agenda-minutes" />
      <p class="refusal" role="alert">{fault && t('agenda.fault')}</p>
      <div class="row">
        <Button kind="strong" small submit busy={busy} testid="agenda-send">{t(chapter ? 'do.save' : 'agenda.add')}</Button>
        <Button small onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
