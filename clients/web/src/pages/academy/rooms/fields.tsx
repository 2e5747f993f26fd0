// SPDX-License-Identifier: Apache-2.0
// The parts of a room's form.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { serverNow } from '../../../core/clock.ts';
import { BOUNDS } from '../../../core/contract.ts';
import { countriesIn, countryName } from '../../../core/countries.ts';
import { spoken as spokenIn, useWords } from '../../../i18n/context.tsx';
import { LANGUAGES, dirOf } from '../../../i18n/index.ts';
import type { Key } from '../../../i18n/index.ts';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Line } from '../../../ui/line.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { useSession } from '../../../ui/session.tsx';
import { TEMPLATES, isWebinar } from '../../rooms.ts';
import type { Listed } from '../../rooms.ts';
import { useWhen } from '../../use-when.ts';
import { momentOf, zoneOwn, zonesAll } from '../../../core/zoned.ts';
import { PickPeople } from '../pick.tsx';
import type { FormPart } from './form.tsx';
import { Questions } from './questions.tsx';
import { ROLES, TO, hasHistory } from './shape.ts';

function Fault({ of, id }: { of: Key | undefined; id?: string }): JSX.Element | null {
  const { t } = useWords();
  return of ? <p class="refusal" role="alert" id={id}>{t(of as 'rooms.wants.title')}</p> : null;
}

export function What({ shape, faults, set, fresh }: FormPart & { fresh: boolean }): JSX.Element {
  const { t } = useWords();
  const { langs, title, summary, template } = shape;
  const others = LANGUAGES.filter(({ lang }) => !langs.includes(lang));
  return (
    <section class="academy-part rooms-what" role="group" aria-labelledby="rooms-what">
      <h2 id="rooms-what">{t('rooms.what')}</h2>
      {fresh && (
        <div class="rooms-kinds" role="radiogroup" aria-label={t('rooms.kind')}>
          {TEMPLATES.map((each) => (
            <label key={each} class="rooms-choice">
              <input type="radio" name="template" value={each} checked={each === template} onChange={() => set({ template: each })} data-testid={`template-${each}`} />
              <span><strong>{t(`rooms.template.${each}`)}</strong><span class="hint">{t(`rooms.template.${each}.does`)}</span></span>
            </label>
          ))}
        </div>
      )}
      {langs.map((lang, nth) => {
        const name = LANGUAGES.find((known) => known.lang === lang)?.name ?? lang;
        return (
          <div key={lang} class="rooms-lang">
            <div class="rooms-lang-head">
              <strong lang={lang}>{name}</strong>
              {langs.length > 1 && <Button kind="quiet" small onClick={() => set({ langs: langs.filter((each) => each !== lang) })}>{t('rooms.lang.drop', { language: name })}</Button>}
            </div>
            <TextField label={t('rooms.name', { language: name })} value={title[lang] ?? ''} max={BOUNDS.TITLE_CHARS} lang={lang} dir={dirOf(lang)} testid={`title-${lang}`}
              wrong={nth === 0 && faults.title ? t(faults.title as 'rooms.wants.title') : ''} onInput={(text) => set({ title: { ...title, [lang]: text } })} />
            <TextArea label={t('rooms.summary', { language: name })} value={summary[lang] ?? ''} max={BOUNDS.SUMMARY_CHARS} rows={2} lang={lang} dir={dirOf(lang)} testid={`summary-${lang}`}
              onInput={(text) => set({ summary: { ...summary, [lang]: text } })} />
          </div>
        );
      })}
      <Fault of={faults.summary} />
      {others.length > 0 && (
        <div class="row">
          <span class="hint">{t('rooms.lang.add')}</span>
          {others.map(({ lang, name }) => <Button key={lang} small icon="plus" onClick={() => set({ langs: [...langs, lang] })} testid={`add-${lang}`}><span lang={lang}>{name}</span></Button>)}
        </div>
      )}
    </section>
  );
}

export function When({ shape, faults, set }: FormPart): JSX.Element {
  const { t, zone: zoneName } = useWords();
  const { at, until } = useWhen();
  const { zone, minutes, opens, template } = shape;
  const live = template === 'webinar';
  const [own, id] = [zoneOwn(), useId()];
  const start = momentOf(shape, zone);
  const now = serverNow();
  return (
    <section class="academy-part rooms-when" role="group" aria-labelledby="rooms-when">
      <h2 id="rooms-when">{t('rooms.when')}</h2>
      <div class="academy-pair">
        <Labelled label={t('rooms.date')} id={`${id}-date`}>
          <input id={`${id}-date`} type="date" value={shape.date} data-testid="room-date" aria-invalid={faults.date ? 'true' : undefined} aria-describedby={`${id}-date-wrong`} onInput={(event) => set({ date: event.currentTarget.value })} />
        </Labelled>
        <Labelled label={t('rooms.time')} id={`${id}-time`}>
          <input id={`${id}-time`} type="time" value={shape.time} data-testid="room-time" aria-invalid={faults.date ? 'true' : undefined} aria-describedby={`${id}-date-wrong`} onInput={(event) => set({ time: event.currentTarget.value })} />
        </Labelled>
        {live && <Labelled label={t('rooms.minutes')} id={`${id}-minutes`}>
          <input id={`${id}-minutes`} type="number" inputMode="numeric" min={1} value={minutes} data-testid="room-minutes" aria-invalid={faults.minutes ? 'true' : undefined} aria-describedby={`${id}-minutes-wrong`} onInput={(event) => set({ minutes: event.currentTarget.value })} />
        </Labelled>}
      </div>
      <Fault of={faults.date} id={`${id}-date-wrong`} />
      <Fault of={faults.minutes} id={`${id}-minutes-wrong`} />
      <Labelled label={t('rooms.zone')} id={`${id}-zone`}>
        <select id={`${id}-zone`} value={zone} data-testid="room-zone" onChange={(event) => set({ zone: event.currentTarget.value })}>
          {zonesAll(own).map((each) => <option key={each} value={each}>{each.replace(/_/g, ' ')}</option>)}
        </select>
      </Labelled>
      {start !== undefined && <p class="hint" data-testid="room-starts">{until(start, now) !== '' && <>{until(start, now)} · </>}{t('rooms.yours', { date: at(start, now), zone: zoneName(start) })}</p>}
      {live && <label class="check"><input type="checkbox" checked={opens} data-testid="room-opens" onChange={() => set({ opens: !opens })} /><span>{t('rooms.opens')}</span></label>}
    </section>
  );
}

export function Labelled({ label, id, children }: { label: string; id: string; children: ComponentChildren }): JSX.Element {
  return <div class="field"><label for={id}>{label}</label>{children}</div>;
}

export function Who({ shape, faults, set, fresh }: FormPart & { fresh: boolean }): JSX.Element {
  const { t } = useWords();
  const { hosts, to, roles } = shape;
  return (
    <section class="academy-part rooms-who" role="group" aria-labelledby="rooms-who">
      <h2 id="rooms-who">{t('rooms.who')}</h2>
      <PickPeople label={t('rooms.hosts')} hint={t('rooms.hosts.hint')} chosen={hosts} max={BOUNDS.ROOM_HOSTS} wrong={faults.hosts && t(faults.hosts as 'rooms.wants.host')}
        onChange={(people) => set({ hosts: people })} testid="room-hosts" />
      <Select label={t('rooms.credential')} value={shape.credential} onChange={(credential) => set({ credential })} testid="room-credential" options={[
        { value: '', label: t('rooms.credential.none') }, { value: 'instructor', label: t('rooms.credential.instructor') },
        ...(['', 'instructor'].includes(shape.credential) ? [] : [{ value: shape.credential, label: t('rooms.credential.other', { kind: shape.credential }) }]),
      ]} />
      <p class="hint">{t('rooms.credential.hint')}</p>
      <div class="rooms-kinds" role="radiogroup" aria-label={t('rooms.to')}>
        {TO.filter((each) => fresh || shape.history || each !== 'academy').map((each) => (
          <label key={each} class="rooms-choice">
            <input type="radio" name="to" value={each} checked={each === to} onChange={() => set({ to: each })} data-testid={`to-${each}`} />
            <span><strong>{t(`rooms.to.${each}`)}</strong><span class="hint">{t(`rooms.to.${each}.does`)}</span></span>
          </label>
        ))}
      </div>
      {to === 'some' && (
        <div class="rooms-some">
          <Countries chosen={shape.countries} wrong={faults.countries !== undefined} onChange={(countries) => set({ countries })} />
          <fieldset class="rooms-roles">
            <legend>{t('rooms.roles')}</legend>
            {ROLES.map((role) => (
              <label key={role} class="check">
                <input type="checkbox" checked={roles.includes(role)} onChange={() => set({ roles: roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role] })} />
                <span>{t(`rooms.role.${role}`)}</span>
              </label>
            ))}
          </fieldset>
          <Fault of={faults.countries} />
        </div>
      )}
      {fresh && hasHistory(shape) && (
        <div>
          <label class="check"><input type="checkbox" checked={shape.history} data-testid="room-history" onChange={() => set({ history: !shape.history })} /><span>{t('rooms.history')}</span></label>
          <p class="hint">{t('rooms.history.hint')}</p>
        </div>
      )}
    </section>
  );
}

function Countries({ chosen, wrong, onChange }: { chosen: readonly string[]; wrong: boolean; onChange: (countries: readonly string[]) => void }): JSX.Element {
  const { t, lang } = useWords();
  const id = useId();
  return (
    <div class="field pick">
      <label for={id}>{t('rooms.countries')}</label>
      {chosen.length > 0 && (
        <ul class="pick-chosen">
          {chosen.map((code) => (
            <li key={code}>
              {countryName(code, lang)}
              <button type="button" class="button-icon" aria-label={t('academy.pick.drop', { name: countryName(code, lang) })} onClick={() => onChange(chosen.filter((each) => each !== code))}><Icon name="close" /></button>
            </li>
          ))}
        </ul>
      )}
      <select id={id} value="" data-testid="room-countries" aria-invalid={wrong ? 'true' : undefined} onChange={(event) => onChange([...chosen, event.currentTarget.value])}>
        <option value="">{t('rooms.countries.add')}</option>
        {countriesIn(lang).filter(({ code }) => !chosen.includes(code)).map(({ code, name }) => <option key={code} value={code}>{name}</option>)}
      </select>
    </div>
  );
}

export function Registering({ shape, set, tried }: FormPart & { tried: boolean }): JSX.Element {
  const { t } = useWords();
  const { registers, asks, langs } = shape;
  return (
    <section class="academy-part" role="group" aria-labelledby="rooms-asks">
      <h2 id="rooms-asks">{t('rooms.register')}</h2>
      <label class="check"><input type="checkbox" checked={registers} data-testid="room-registers" onChange={() => set({ registers: !registers })} /><span>{t('rooms.registers')}</span></label>
      {registers && <Questions asks={asks} langs={langs} tried={tried} onChange={(next) => set({ asks: next })} />}
    </section>
  );
}

function toggled(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}

export function Further({ shape, faults, set }: FormPart): JSX.Element {
  const { t } = useWords();
  const { series, spoken, stream, template } = shape;
  const says = [series.trim() && t('rooms.series.of', { series: series.trim() }), template === 'webinar' && stream.trim() && t('rooms.stream.set')].filter(Boolean).join(' · ');
  return (
    <div class="rooms-more"><Line icon="settings" says={says || t('rooms.further')} testid="room-further">
      <div class="rooms-further">
        <TextField label={t('rooms.series')} value={series} max={BOUNDS.SERIES_CHARS} onInput={(text) => set({ series: text })} testid="room-series" />
        <p class="hint">{t('rooms.series.hint')}</p>
        <Fault of={faults.series} />
        {template === 'webinar' && <Course shape={shape} set={set} />}
        {template === 'webinar' && (
          <fieldset class="rooms-spoken">
            <legend>{t('rooms.spoken')}</legend>
            {LANGUAGES.map(({ lang, name }) => (
              <label key={lang} class="check">
                <input type="checkbox" checked={spoken.includes(lang)} data-testid={`room-spoken-${lang}`} onChange={() => set({ spoken: toggled(spoken, lang) })} />
                <span lang={lang}>{name}</span>
              </label>
            ))}
          </fieldset>
        )}
        {template === 'webinar' && (
          <div>
            <TextField label={t('rooms.stream')} value={stream} max={2000} dir="ltr" wrong={faults.stream && t(faults.stream as 'rooms.wants.title')} onInput={(text) => set({ stream: text })} testid="room-stream" />
            <p class="hint">{t('rooms.stream.hint')}</p>
          </div>
        )}
      </div>
    </Line></div>
  );
}

/** Said once: who came in by it would have to be found again. */
function Course({ shape, set }: Pick<FormPart, 'shape' | 'set'>): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const [courses, setCourses] = useState<readonly Listed[]>([]);
  useEffect(() => {
    session.query('room.list', { room: 'academy:main' }).then(
      (answer) => setCourses((answer as { rooms: readonly Listed[] }).rooms.filter(({ of }) => !isWebinar(of))), () => undefined);
  }, [session]);
  const named = courses.map(({ of, title }) => ({ value: of, label: spokenIn(title, lang).text }));
  const known = shape.course === '' || named.some(({ value }) => value === shape.course);
  return (
    <div>
      <Select label={t('rooms.course')} value={shape.course} testid="room-course" onChange={(course) => set({ course })}
        options={[{ value: '', label: t('rooms.course.none') }, ...(known ? [] : [{ value: shape.course, label: shape.course }]), ...named]} />
      <p class="hint">{t('rooms.course.hint')}</p>
    </div>
  );
}
