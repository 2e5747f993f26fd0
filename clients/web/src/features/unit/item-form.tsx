// SPDX-License-Identifier: Apache-2.0
// An item as it is written: a new one, or one that is there, whose kind stays.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { Button, Choice } from '../../ui/parts.tsx';
import type { Item, Kind, ListedItem } from './view.ts';

const KINDS: readonly Kind[] = ['article', 'link', 'webinar', 'test'];
const MINUTES_DIGITS = 4;
const ADDRESS_CHARS = 2000;

/** What is to be sent of it; undefined: something is missing. */
function dataOf({ kind, title, text = {}, url = '', of = '' }: Item, minutes: string): JsonObject | undefined {
  const titles = textsOf(title, BOUNDS.TITLE_CHARS);
  const length = minutes.trim() === '' ? undefined : Number(minutes);
  const fits = length === undefined || (Number.isInteger(length) && length >= 1 && length <= BOUNDS.ITEM_MINUTES);
  const texts = kind === 'article' ? textsOf(text, BOUNDS.ARTICLE_CHARS) : {};
  const place = kind === 'link' ? /^(https?:\/\/\S+|\/\S+)$/.test(url.trim()) : kind !== 'webinar' || /^webinar:[\w.~@-]+$/.test(roomOf(of));
  if (!titles || !fits || !texts || !place) return undefined;
  const bodies: { readonly [kind in Kind]: JsonObject } = { article: { text: { ...texts } }, link: { url: url.trim() }, webinar: { of: roomOf(of) }, test: {} };
  return { kind, title: { ...titles }, ...bodies[kind], ...(length === undefined ? {} : { minutes: length }) };
}

/** A webinar is named by its room, or by the address of its page. */
function roomOf(text: string): string {
  const [, id] = /\/webinar\/([\w.~@-]+)/.exec(text) ?? [];
  return id === undefined ? text.trim() : `webinar:${id}`;
}

export function ItemForm({ unit, item, onDone }: { unit: number; item?: ListedItem; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [draft, setDraft] = useState<Item>(item?.value ?? { kind: 'article', title: {} });
  const [minutes, setMinutes] = useState(item?.value.minutes === undefined ? '' : String(item.value.minutes));
  const [counts, setCounts] = useState(item ? item.value.counts === true : true);
  const [fault, setFault] = useState(false);
  const set = (more: Partial<Item>): void => setDraft({ ...draft, ...more });
  const send = (event: Event): void => {
    event.preventDefault();
    const data = dataOf(draft, minutes);
    setFault(!data);
    if (!data) return;
    const said = { unit, ...data, ...(item?.value.languages ? { languages: [...item.value.languages] } : {}), ...(counts ? { counts } : {}) };
    void run(item ? 'item.edit' : 'item.add', item ? { ...said, item: item.seq } : said).then((ok) => ok && onDone());
  };
  return (
    <form class="unit-form unit-item-form" noValidate onSubmit={send} data-testid="item-form">
      {!item && <Choice label={t('item.kind')} name="item-kind" value={draft.kind} onChange={(kind) => set({ kind })} options={KINDS.map((kind) => ({ value: kind, label: t(`item.kind.${kind}`) }))} />}
      <LanguageFields label={t('item.field.title')} other={t('unit.languages')} value={draft.title} max={BOUNDS.TITLE_CHARS} onInput={(title) => set({ title })} testid="item-title" />
      {draft.kind === 'article' && <LanguageFields label={t('item.field.text')} other={t('unit.languages')} area value={draft.text ?? {}} max={BOUNDS.ARTICLE_CHARS} onInput={(text) => set({ text })} testid="item-text" />}
      {draft.kind === 'link' && <TextField label={t('item.field.url')} keys="text" dir="ltr" value={draft.url ?? ''} max={ADDRESS_CHARS} onInput={(url) => set({ url })} testid="item-url" />}
      {draft.kind === 'webinar' && <TextField label={t('item.field.of')} keys="text" dir="ltr" value={draft.of ?? ''} max={ADDRESS_CHARS} onInput={(of) => set({ of })} testid="item-of" />}
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
