// SPDX-License-Identifier: Apache-2.0
// What is said of a document, as it is written: one author a line, subjects with commas between.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { KINDS, languageName } from './view.ts';
import type { About, Kind } from './view.ts';

const LINES = ['in', 'publisher', 'place', 'number', 'pages', 'identifier'] as const;
const TONGUES = ['en', 'fr', 'es', 'ar', 'de', 'it', 'pt', 'nl', 'ro', 'sq', 'sr', 'tr', 'ru', 'uk', 'sw', 'zh'];

interface Written {
  readonly title: string;
  readonly kind: Kind;
  readonly authors: string;
  readonly year: string;
  readonly language: string;
  readonly subjects: string;
  readonly text: string;
  readonly lines: { readonly [name: string]: string };
}

const parts = (text: string, by: RegExp): string[] => text.split(by).map((each) => each.trim()).filter((each) => each !== '');

/** What is to be sent; undefined: something is missing, or does not fit. */
function sentOf(written: Written): JsonObject | undefined {
  const [authors, subjects] = [parts(written.authors, /\n/), parts(written.subjects, /[,،;؛\n]/)];
  const year = written.year.trim() === '' ? undefined : Number(written.year);
  const lines = LINES.map((name) => [name, (written.lines[name] ?? '').trim()] as const).filter(([, text]) => text !== '');
  const short = (text: string): boolean => chars(text) <= BOUNDS.DOCUMENT_WORD_CHARS;
  const fits = written.title.trim() !== '' && chars(written.title) <= BOUNDS.DOCUMENT_LINE_CHARS && chars(written.text) <= BOUNDS.DOCUMENT_CHARS
    && authors.length <= BOUNDS.DOCUMENT_AUTHORS && subjects.length <= BOUNDS.DOCUMENT_SUBJECTS && [...authors, ...subjects].every(short)
    && lines.every(([name, text]) => (name === 'in' ? chars(text) <= BOUNDS.DOCUMENT_LINE_CHARS : short(text)))
    && (year === undefined || (Number.isInteger(year) && year >= 1 && year <= 9999));
  if (!fits) return undefined;
  return {
    title: written.title.trim(), kind: written.kind, ...(authors.length > 0 ? { authors } : {}), ...(year === undefined ? {} : { year }),
    ...(written.language ? { language: written.language } : {}), ...(subjects.length > 0 ? { subjects } : {}), ...Object.fromEntries(lines),
    ...(written.text.trim() ? { text: written.text.trim() } : {}),
  };
}

export function useAbout(before?: About, text = ''): { readonly fields: JSX.Element; readonly sent: JsonObject | undefined } {
  const { t, lang } = useWords();
  const [written, setWritten] = useState<Written>({
    title: before?.title ?? '', kind: before?.kind ?? 'book', authors: before?.authors?.join('\n') ?? '', year: `${before?.year ?? ''}`, language: before?.language ?? '',
    subjects: before?.subjects?.join(', ') ?? '', text, lines: Object.fromEntries(LINES.map((name) => [name, before?.[name] ?? ''])),
  });
  const put = (change: Partial<Written>): void => setWritten((now) => ({ ...now, ...change }));
  const tongues = before?.language && !TONGUES.includes(before.language) ? [before.language, ...TONGUES] : TONGUES;
  const fields = (
    <>
      <TextField label={t('lib.field.title')} value={written.title} max={BOUNDS.DOCUMENT_LINE_CHARS} onInput={(title) => put({ title })} testid="document-title" />
      <div class="document-row">
        <Select label={t('lib.kind')} value={written.kind} options={KINDS.map((value) => ({ value, label: t(`lib.kind.${value}`) }))} onChange={(kind) => put({ kind: kind as Kind })} testid="document-kind" />
        <TextField label={t('lib.year')} value={written.year} max={4} keys="numeric" onInput={(year) => put({ year })} testid="document-year" />
        <Select label={t('lib.language')} value={written.language} onChange={(language) => put({ language })} testid="document-language"
          options={[{ value: '', label: t('lib.language.none') }, ...tongues.map((value) => ({ value, label: languageName(value, lang) }))]} />
      </div>
      <TextArea label={t('lib.field.authors')} value={written.authors} max={BOUNDS.DOCUMENT_AUTHORS * BOUNDS.DOCUMENT_WORD_CHARS} rows={2} onInput={(authors) => put({ authors })} testid="document-authors" />
      <p class="hint">{t('lib.field.authors.hint')}</p>
      <TextField label={t('lib.field.subjects')} value={written.subjects} max={BOUNDS.DOCUMENT_SUBJECTS * BOUNDS.DOCUMENT_WORD_CHARS} onInput={(subjects) => put({ subjects })} testid="document-subjects" />
      <details class="fold" open={LINES.some((name) => before?.[name])}>
        <summary>{t('lib.field.more')}</summary>
        {LINES.map((name) => (
          <TextField key={name} label={t(`lib.field.${name}`)} value={written.lines[name] ?? ''} max={name === 'in' ? BOUNDS.DOCUMENT_LINE_CHARS : BOUNDS.DOCUMENT_WORD_CHARS}
            onInput={(line) => put({ lines: { ...written.lines, [name]: line } })} testid={`document-${name}`} />
        ))}
        <TextArea label={t('lib.field.text')} value={written.text} max={BOUNDS.DOCUMENT_CHARS} onInput={(about) => put({ text: about })} testid="document-text" />
      </details>
    </>
  );
  return { fields, sent: sentOf(written) };
}
