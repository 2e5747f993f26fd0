// SPDX-License-Identifier: Apache-2.0
// An item as it is written: a new one, or one that is there, whose kind stays.
import type { JSX, RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import { filesIn, shown } from '../../core/pictures.ts';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { later, ofRest } from '../../ui/later.tsx';
import { Button, Choice } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { customOf, customWritten } from './custom.ts';
import { FileField, PictureField } from './send.tsx';
import type { Item, Kind, ListedItem, UnitsView } from './view.ts';

const Cite = ofRest<{ readonly form: RefObject<HTMLFormElement | null> }>('document', 'Pick').Page;
const ActivityFields = later(async () => (await import('./activity-fields.tsx')).ActivityFields).Page;
const KINDS: readonly Kind[] = ['article', 'video', 'podcast', 'file', 'link', 'topic', 'webinar', 'test', 'assignment', 'lti'];
/** What their item holds is written on its page. */
const HOLDERS: readonly Kind[] = ['test', 'assignment'];
const MINUTES_DIGITS = 4;
const ADDRESS_CHARS = 2000;
const ADDRESS = /^(https?:\/\/\S+|\/\S+)$/;
const LIST = /\.m3u8([?#]|$)/i;

/** What is to be sent of it; undefined: something is missing. */
function dataOf(item: Item, minutes: string): JsonObject | undefined {
  const titles = textsOf(item.title, BOUNDS.TITLE_CHARS);
  const length = minutes.trim() === '' ? undefined : Number(minutes);
  const fits = length === undefined || (Number.isInteger(length) && length >= 1 && length <= BOUNDS.ITEM_MINUTES);
  const body = bodyOf(item);
  if (!titles || !fits || !body) return undefined;
  return { kind: item.kind, title: { ...titles }, ...body, ...(length === undefined ? {} : { minutes: length }) };
}

function bodyOf({ kind, text = {}, url = '', of = '', captions = {}, file, topic, tool, written = '' }: Item): JsonObject | undefined {
  const texts = textsOf(text, BOUNDS.ARTICLE_CHARS);
  const empty = Object.values(text).every((each) => each.trim() === '');
  const place = ADDRESS.test(url.trim()) ? url.trim() : undefined;
  if (kind === 'article') {
    const pictures = filesIn(Object.values(text));
    return texts && pictures.length <= BOUNDS.ITEM_PICTURES ? { text: { ...texts }, ...(pictures.length > 0 ? { pictures: [...pictures] } : {}) } : undefined;
  }
  if (HOLDERS.includes(kind)) return {};
  if (kind === 'topic') return topic === undefined ? undefined : { topic };
  if (kind === 'webinar') return /^webinar:[\w.~@-]+$/.test(roomOf(of)) ? { of: roomOf(of) } : undefined;
  if (kind === 'lti') {
    const custom = customOf(written);
    const there = place?.startsWith('/') ? undefined : place;
    return tool === undefined || there === undefined || !custom ? undefined : { tool, url: there, ...(Object.keys(custom).length > 0 ? { custom: { ...custom } } : {}) };
  }
  if (kind === 'link') return place === undefined ? undefined : { url: place };
  if (!texts && !empty) return undefined;
  const beside: JsonObject = texts ? { text: { ...texts } } : {};
  if (kind === 'file') return file === undefined ? undefined : { file, ...beside };
  if (place === undefined) return undefined;
  if (kind === 'podcast') return { url: place, ...beside };
  const said = Object.entries(captions).filter(([, each]) => each.trim() !== '');
  if (!said.every(([, each]) => ADDRESS.test(each.trim()))) return undefined;
  const signs: JsonObject = said.length > 0 ? { captions: Object.fromEntries(said.map(([lang, each]) => [lang, each.trim()])) } : {};
  return { url: place, type: LIST.test(place) ? 'hls' : 'mp4', ...signs, ...beside };
}

/** A webinar is named by its room, or by the address of its page. */
function roomOf(text: string): string {
  const [, id] = /\/webinar\/([\w.~@-]+)/.exec(text) ?? [];
  return id === undefined ? text.trim() : `webinar:${id}`;
}

function toggled(languages: readonly string[] = [], lang: string): readonly string[] {
  return languages.includes(lang) ? languages.filter((each) => each !== lang) : [...languages, lang];
}

/** One of the topics there are; they are made in the forum. */
function TopicField({ topic, onTopic }: { topic: number | undefined; onTopic: (topic: number | undefined) => void }): JSX.Element {
  const { t, lang } = useWords();
  const topics = bySeq(useView((view: UnitsView) => view.forum?.topics)).sort((a, b) => a.value.place - b.value.place);
  const known = topics.some(({ seq }) => seq === topic);
  if (topics.length === 0) return <p class="hint">{t('item.topic.none')}</p>;
  return (
    <Select label={t('item.kind.topic')} value={known ? String(topic) : ''} testid="item-topic" onChange={(value) => onTopic(value === '' ? undefined : Number(value))}
      options={[{ value: '', label: t('item.topic.choose') }, ...topics.map(({ seq, value }) => ({ value: String(seq), label: spoken(value.title, lang).text }))]} />
  );
}

export function ItemForm({ unit, item, onDone }: { unit: number; item?: ListedItem; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const [draft, setDraft] = useState<Item>(item ? { ...item.value, written: customWritten(item.value.custom) } : { kind: 'article', title: {} });
  const [minutes, setMinutes] = useState(item?.value.minutes === undefined ? '' : String(item.value.minutes));
  const [counts, setCounts] = useState(item ? item.value.counts === true : true);
  const [fault, setFault] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const set = (more: Partial<Item>): void => setDraft({ ...draft, ...more });
  const send = (event: Event): void => {
    event.preventDefault();
    const data = dataOf(draft, minutes);
    setFault(!data);
    if (!data) return;
    const said = { unit, ...data, ...(draft.languages && draft.languages.length > 0 ? { languages: [...draft.languages] } : {}), ...(counts ? { counts } : {}) };
    void run(item ? 'item.edit' : 'item.add', item ? { ...said, item: item.seq } : said).then((ok) => ok && onDone());
  };
  return (
    <form ref={form} class="unit-form unit-item-form" noValidate onSubmit={send} data-testid="item-form">
      {!item && <Choice label={t('item.kind')} name="item-kind" value={draft.kind} onChange={(kind) => set({ kind })} options={KINDS.map((kind) => ({ value: kind, label: t(`item.kind.${kind}`) }))} />}
      <LanguageFields label={t('item.field.title')} other={t('unit.languages')} value={draft.title} max={BOUNDS.TITLE_CHARS} onInput={(title) => set({ title })} testid="item-title" />
      {draft.kind === 'file' && <FileField file={draft.file} onFile={(file) => set({ file })} />}
      {(draft.kind === 'video' || draft.kind === 'podcast') && <TextField label={t(`item.field.url.${draft.kind}`)} keys="text" dir="ltr" value={draft.url ?? ''} max={ADDRESS_CHARS} onInput={(url) => set({ url })} testid="item-url" />}
      {(draft.kind === 'video' || draft.kind === 'podcast') && <p class="hint">{t('item.field.url.hint')}</p>}
      {draft.kind === 'video' && <LanguageFields label={t('item.field.captions')} other={t('unit.languages')} value={draft.captions ?? {}} max={ADDRESS_CHARS} onInput={(captions) => set({ captions })} testid="item-captions" />}
      {draft.kind === 'topic' && <TopicField topic={draft.topic} onTopic={(topic) => set({ topic })} />}
      {draft.kind !== 'link' && draft.kind !== 'webinar' && draft.kind !== 'topic' && draft.kind !== 'lti' && !HOLDERS.includes(draft.kind) && <LanguageFields label={t(draft.kind === 'article' ? 'item.field.text' : 'item.field.beside')} other={t('unit.languages')} area value={draft.text ?? {}} max={BOUNDS.ARTICLE_CHARS} onInput={(text) => set({ text })} testid="item-text" />}
      {draft.kind === 'article' && <PictureField onPicture={(file, name) => set({ text: shown(draft.text ?? {}, lang, file, name) })} />}
      {draft.kind === 'article' && <Cite form={form} />}
      {draft.kind === 'link' && <TextField label={t('item.field.url')} keys="text" dir="ltr" value={draft.url ?? ''} max={ADDRESS_CHARS} onInput={(url) => set({ url })} testid="item-url" />}
      {draft.kind === 'lti' && <ActivityFields item={draft} onItem={set} />}
      {draft.kind === 'webinar' && <TextField label={t('item.field.of')} keys="text" dir="ltr" value={draft.of ?? ''} max={ADDRESS_CHARS} onInput={(of) => set({ of })} testid="item-of" />}
      <fieldset class="row">
        <legend>{t('item.field.languages')}</legend>
        {LANGUAGES.map((each) => (
          <label key={each.lang} class="check"><input type="checkbox" checked={draft.languages?.includes(each.lang) === true} data-testid={`item-language-${each.lang}`}
            onChange={() => set({ languages: toggled(draft.languages, each.lang) })} /><span lang={each.lang}>{each.name}</span></label>
        ))}
      </fieldset>
      <TextField label={t('item.field.minutes')} keys="numeric" value={minutes} max={MINUTES_DIGITS} onInput={setMinutes} testid="item-minutes" />
      <label class="check"><input type="checkbox" checked={counts} onChange={({ currentTarget }) => setCounts(currentTarget.checked)} data-testid="item-counts" /><span>{t('item.field.counts')}</span></label>
      <p class="refusal" role="alert">{fault && t('item.fault')}</p>
      <div class="row">
        <Button kind="strong" submit busy={sending} testid="item-send">{t(item ? 'do.save' : 'unit.add.do')}</Button>
        <Button onClick={onDone}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
