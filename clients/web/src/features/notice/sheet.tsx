// SPDX-License-Identifier: Apache-2.0
// What stands, and the form of a new one or of other words for one.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { BOUNDS } from '../../core/contract.ts';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import type { Notice, NoticeView } from './view.ts';

const URL_CHARS = 2000;
const MINUTE_MS = 60_000;
const MINUTES = ['0', '5', '15', '30', '60'] as const;

function dataOf(notice: Notice): JsonObject {
  const { text, urgent, until, link } = notice;
  return { text: { ...text }, ...(urgent ? { urgent } : {}), ...(link ? { link } : {}), ...(until !== undefined ? { until } : {}) };
}

export function NoticeSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const notices = bySeq(useView((view: NoticeView) => view.notice?.notices)).reverse();
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  if (!may('notice.post')) return null;
  const stop = (): void => setWrites(undefined);
  const send = async (method: string, data: JsonObject): Promise<void> => {
    if (await run(method, data)) stop();
  };
  const remove = async (seq: number, notice: Notice): Promise<void> => {
    if (await run('notice.remove', { notice: seq })) notify(t('notice.removed'), { label: t('do.undo'), run: () => void run('notice.post', dataOf(notice)) });
  };
  return (
    <section class="sheet-part" aria-labelledby="sheet-notice">
      <div class="sheet-head">
        <h3 id="sheet-notice">{t('notice.title')}</h3>
        {writes === undefined && <Button small icon="plus" onClick={() => setWrites('new')} testid="notice-new">{t('notice.new')}</Button>}
      </div>
      {writes === 'new' && <Write busy={sending} onSend={(data) => void send('notice.post', data)} onCancel={stop} />}
      <ul class="sheet-rows">
        {notices.map(({ seq, value }) => (
          <li key={seq}>
            {writes === seq
              ? <Write notice={value} busy={sending} onSend={(data) => void send('notice.edit', { notice: seq, ...data })} onCancel={stop} />
              : <Row seq={seq} notice={value} busy={sending} onEdit={() => setWrites(seq)} onRemove={() => void remove(seq, value)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ seq, notice, busy, onEdit, onRemove }: { seq: number; notice: Notice; busy: boolean; onEdit: () => void; onRemove: () => void }): JSX.Element {
  const { t, lang, time } = useWords();
  const text = spoken(notice.text, lang);
  const acts: Act[] = [
    { label: t('do.remove'), testid: `notice-remove-${seq}`, onChoose: onRemove },
    { label: t('do.edit'), testid: `notice-edit-${seq}`, onChoose: onEdit },
  ];
  return (
    <div class="sheet-row" data-testid={`notice-row-${seq}`}>
      <div>
        <p class="cut" lang={text.lang} dir={text.dir} title={text.text}>{text.text}</p>
        <p class="meta">{notice.urgent && <Badge tone="live">{t('notice.urgent')}</Badge>} {notice.until !== undefined && t('notice.until', { time: time(notice.until) })}</p>
      </div>
      <Acts acts={acts} label={t('notice.acts')} busy={busy} quiet />
    </div>
  );
}

function Write({ notice, busy, onSend, onCancel }: { notice?: Notice; busy: boolean; onSend: (data: JsonObject) => void; onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState<Texts>(notice?.text ?? {});
  const [link, setLink] = useState(notice?.link ?? '');
  const [urgent, setUrgent] = useState(notice?.urgent ?? false);
  // Of one that stands: as it is, unless another is chosen.
  const [minutes, setMinutes] = useState(notice?.until === undefined ? '0' : '');
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const texts = textsOf(text, BOUNDS.NOTICE_CHARS);
    const address = link.trim();
    setFault(!texts || (address !== '' && !/^(https?:\/)?\/[^/\s]/.test(address)));
    if (!texts || (address !== '' && !/^(https?:\/)?\/[^/\s]/.test(address))) return;
    const until = minutes === '' ? notice?.until : Number(minutes) > 0 ? Math.round(serverNow()) + Number(minutes) * MINUTE_MS : undefined;
    onSend({ text: { ...texts }, ...(urgent ? { urgent } : {}), ...(address ? { link: address } : {}), ...(until !== undefined ? { until } : {}) });
  };
  return (
    <form class="sheet-form" noValidate onSubmit={send} data-testid="notice-form">
      <LanguageFields label={t('notice.text')} other={t('notice.languages')} area value={text} max={BOUNDS.NOTICE_CHARS} onInput={setText} testid="notice-text" />
      <TextField label={t('notice.address')} dir="ltr" value={link} max={URL_CHARS} onInput={setLink} testid="notice-address" />
      <Select label={t('notice.stands')} value={minutes} testid="notice-minutes" onChange={setMinutes}
        options={[...(notice?.until === undefined ? [] : [{ value: '', label: t('notice.stands.as') }]),
          ...MINUTES.map((value) => ({ value, label: value === '0' ? t('notice.stands.until') : t('notice.stands.minutes', { n: Number(value) }) }))]} />
      <label class="check"><input type="checkbox" checked={urgent} data-testid="notice-urgent" onChange={() => setUrgent(!urgent)} /><span>{t('notice.urgent.hint')}</span></label>
      <p class="refusal" role="alert">{fault && t('notice.fault')}</p>
      <div class="row">
        <Button kind="strong" small submit busy={busy} testid="notice-send">{t(notice ? 'do.save' : 'notice.send')}</Button>
        <Button small onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
