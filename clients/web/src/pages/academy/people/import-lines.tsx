// SPDX-License-Identifier: Apache-2.0
// The lines of a file, by what becomes of them; those that are refused say why and what to do.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ERRORS } from '../../../core/contract.ts';
import type { ErrorName } from '../../../core/contract.ts';
import { useWords } from '../../../i18n/context.tsx';
import type { Words } from '../../../i18n/index.ts';
import { FilterLine } from '../../../ui/filters.tsx';
import { Badge, Button, Choice } from '../../../ui/parts.tsx';
import { Table } from '../../../ui/table.tsx';
import { save } from '../save.ts';
import { ROLE_WORDS, countsOf } from './importing.ts';
import type { PlanRow, What } from './importing.ts';

const SHOWN = 100;
const TONES: { readonly [W in What]: 'good' | 'accent' | 'plain' | 'warm' } = { add: 'good', change: 'accent', same: 'plain', refused: 'warm' };

export function ImportLines({ rows, done }: { rows: readonly PlanRow[]; done?: boolean }): JSX.Element {
  const words = useWords();
  const { t, number } = words;
  const counts = countsOf(rows);
  // What has to be mended comes first before one's eyes.
  const [chosen, setChosen] = useState<What | 'all'>(counts.refused > 0 ? 'refused' : 'all');
  const [shown, setShown] = useState(SHOWN);
  const some = chosen === 'all' ? rows : rows.filter(({ what }) => what === chosen);
  const kinds = (['add', 'change', 'same', 'refused'] as const).filter((what) => counts[what] > 0);
  const said = (what: What): string => t(done ? `import.did.${what}` : `import.will.${what}`);
  const download = (): void => save('refused.csv', refusedFile(words, rows));
  return (
    <section class="people-lines" aria-label={t('import.all')}>
      <FilterLine>
        <Choice label={t('import.all')} name="import-lines" value={chosen} onChange={(what) => { setChosen(what); setShown(SHOWN); }}
          options={[{ value: 'all', label: `${t('import.every')} ${number(rows.length)}` }, ...kinds.map((what) => ({ value: what, label: `${said(what)} ${number(counts[what])}` }))]} />
        {counts.refused > 0 && <Button kind="quiet" small icon="download" onClick={download} testid="import-refused">{t('import.refused')}</Button>}
      </FilterLine>
      <Table caption={t('import.all')} rows={some.slice(0, shown)} keyOf={({ line }) => line} columns={[
        { label: t('import.line'), number: true, cell: ({ line }) => number(line) },
        { label: t('persons.name'), cell: ({ name }) => <bdi>{name}</bdi> },
        { label: t('import.what'), cell: ({ what }) => <Badge tone={TONES[what]}>{said(what)}</Badge> },
        { label: t('import.how'), cell: (row) => <How row={row} /> },
      ]} />
      {some.length > shown && <div><Button onClick={() => setShown(shown + 10 * SHOWN)} testid="import-more">{t('do.more')}</Button></div>}
    </section>
  );
}

function How({ row }: { row: PlanRow }): JSX.Element {
  const words = useWords();
  if (row.what === 'refused') return <span>{whyOf(words, row)}</span>;
  if (row.what !== 'change') return <></>;
  return (
    <ul class="people-change">
      {Object.entries(row.data ?? {}).filter(([column]) => column !== 'person').map(([column, value]) => (
        <li key={column}>{words.t(`import.is.${column as 'name'}`)} <bdi><del>{textOf(row.before?.[column])}</del></bdi> <bdi><ins>{textOf(value)}</ins></bdi></li>
      ))}
    </ul>
  );
}

function textOf(value: unknown): string {
  const text = Array.isArray(value) ? value.filter((each) => each !== 'member').join(', ') : typeof value === 'string' ? value : '';
  return text === '' ? '—' : text;
}

const KNOWN: readonly string[] = Object.values(ERRORS);
const MEMBERS = ['person', 'name', 'country', 'languages', 'roles', 'coordinates', 'mail', 'quote'] as const;

/** Why a line is refused, and what to do about it. */
export function whyOf({ t }: Words, { error = '', member = '', first }: PlanRow): string {
  if (error === 'twice') return t('import.why.twice', { line: first ?? 0 });
  const column = MEMBERS.find((each) => each === member);
  if (column === 'roles') return t('import.why.roles', { words: ROLE_WORDS });
  if (column && error !== 'already_exists' && error !== 'last_organiser') return t(`import.why.${column}`);
  const name = error.toUpperCase();
  return KNOWN.includes(name) ? t('app.error', { error: t(`error.${name as ErrorName}`) }) : t('import.why.other');
}

function refusedFile(words: Words, rows: readonly PlanRow[]): string {
  const quoted = (text: string): string => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  const lines = rows.filter(({ what }) => what === 'refused').map((row) => [String(row.line), row.name, whyOf(words, row)].map(quoted).join(','));
  return ['line,name,why', ...lines, ''].join('\r\n');
}
