// SPDX-License-Identifier: Apache-2.0
// A new topic, or another word for one. Its kind, and for whom it is, are said once.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { useFor } from './groups.tsx';
import type { ListedTopic } from './topics.tsx';
import type { ForumView, Topic, TopicKind } from './view.ts';

const KINDS: readonly TopicKind[] = ['discussion', 'question', 'announcement', 'single', 'first'];

/** What is to be sent of the bound; undefined: it is none. */
function throttleOf(block: string, minutes: string, warn: string): { block?: number; minutes?: number; warn?: number } | undefined {
  if (block.trim() === '') return {};
  const [most, during, after] = [Number(block), Number(minutes), Number(warn || block)];
  const fits = [most, during, after].every((number) => Number.isInteger(number) && number >= 1);
  return fits && most <= BOUNDS.TOPIC_BLOCK && during <= BOUNDS.TOPIC_MINUTES && after <= most
    ? { block: most, minutes: during, ...(warn === '' ? {} : { warn: after }) } : undefined;
}

export function TopicForm({ topic, onDone }: { topic?: ListedTopic; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const before: Partial<Topic> = topic?.value ?? {};
  const units = bySeq(useView((view: ForumView) => view.unit?.units));
  const [title, setTitle] = useState<Texts>(before.title ?? {});
  const [text, setText] = useState<Texts>(before.text ?? {});
  const [kind, setKind] = useState<TopicKind>('discussion');
  const [unit, setUnit] = useState(`${before.unit ?? ''}`);
  const [block, setBlock] = useState(`${before.block ?? ''}`);
  const [minutes, setMinutes] = useState(`${before.minutes ?? 60}`);
  const [warn, setWarn] = useState(`${before.warn ?? ''}`);
  const [anonymous, setAnonymous] = useState(before.anonymous === true);
  const [fault, setFault] = useState(false);
  const whom = useFor();
  const forAll = topic ? topic.value.cohorts === undefined : whom.sent.cohorts === undefined;
  const nameless = forAll && ['discussion', 'question'].includes(topic?.value.kind ?? kind);
  const send = (event: Event): void => {
    event.preventDefault();
    const [titles, texts, throttle] = [textsOf(title, BOUNDS.TITLE_CHARS), textsOf(text, BOUNDS.TOPIC_CHARS), throttleOf(block, minutes, warn)];
    const long = !texts && Object.values(text).some((each) => each.trim() !== '');
    const fits = titles && throttle && !long && whom.ready;
    setFault(!fits);
    if (!fits) return;
    const said = { title: { ...titles }, ...(texts ? { text: { ...texts } } : {}), ...(unit ? { unit: Number(unit) } : {}), ...(nameless && anonymous ? { anonymous } : {}), ...throttle };
    void (topic ? run('topic.edit', { topic: topic.seq, ...said }) : run('topic.add', { kind, ...whom.sent, ...said })).then((ok) => ok && onDone());
  };
  return (
    <form class="topic-form stack" noValidate onSubmit={send} data-testid="topic-form">
      <h2>{t(topic ? 'forum.topic.edit' : 'forum.topic.new')}</h2>
      <LanguageFields label={t('forum.topic.title')} other={t('forum.topic.languages')} value={title} max={BOUNDS.TITLE_CHARS} onInput={setTitle} testid="topic-title" />
      <LanguageFields label={t('forum.topic.text')} other={t('forum.topic.languages')} area value={text} max={BOUNDS.TOPIC_CHARS} onInput={setText} testid="topic-text" />
      {!topic && (
        <>
          <Select label={t('forum.kind')} value={kind} options={KINDS.map((value) => ({ value, label: t(`forum.kind.${value}`) }))} onChange={(value) => setKind(value as TopicKind)} testid="topic-kind" />
          <p class="hint">{t(`forum.kind.${kind}.hint`)}</p>
          {whom.field}
        </>
      )}
      {nameless && (
        <div>
          <label class="check">
            <input type="checkbox" checked={anonymous} data-testid="topic-nameless" onChange={({ currentTarget }) => setAnonymous(currentTarget.checked)} />
            <span>{t('forum.nameless.topic')}</span>
          </label>
          {anonymous && <p class="hint">{t('forum.nameless.topic.hint')}</p>}
        </div>
      )}
      {units.length > 0 && (
        <Select label={t('forum.topic.unit')} value={unit} testid="topic-unit" onChange={setUnit}
          options={[{ value: '', label: t('forum.topic.unit.none') }, ...units.map(({ seq, value }) => ({ value: `${seq}`, label: spoken(value.title, lang).text }))]} />
      )}
      <details class="fold" open={block !== ''}>
        <summary>{t('forum.throttle')}</summary>
        <p class="hint">{t('forum.throttle.hint')}</p>
        <TextField label={t('forum.throttle.posts')} value={block} max={3} onInput={setBlock} testid="topic-block" />
        <TextField label={t('forum.throttle.minutes')} value={minutes} max={6} onInput={setMinutes} testid="topic-minutes" />
        <TextField label={t('forum.throttle.after')} value={warn} max={3} onInput={setWarn} testid="topic-warn" />
      </details>
      <p class="refusal" role="alert">{fault && t('forum.topic.fault')}</p>
      <div class="row">
        <Button kind="strong" submit busy={sending} testid="topic-send">{t(topic ? 'do.save' : 'forum.topic.add')}</Button>
        <Button onClick={onDone}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
