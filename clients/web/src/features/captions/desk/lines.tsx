// SPDX-License-Identifier: Apache-2.0
// The lines of a language as their writer sees them: what became of each, and its acts beside it.
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useWords } from '../../../i18n/context.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Button, Empty, IconButton } from '../../../ui/parts.tsx';
import { useRove } from '../../../ui/rove.ts';
import { useAtEnd } from '../at-end.ts';
import type { Outbox } from '../outbox.ts';
import { dirOfTag } from '../view.ts';
import type { Row } from './rows.ts';

export function Lines({ language, rows, edits, outbox, onEdit, onRemove }: {
  language: string; rows: readonly Row[]; edits: string | undefined; outbox: Outbox; onEdit: (row: Row) => void; onRemove: (row: Row) => void;
}): JSX.Element {
  const { t } = useWords();
  const log = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { scrolled } = useAtEnd(log, list, rows.at(-1)?.key);
  useRove(list, true);
  return (
    <div class="captioner-log" ref={log} onScroll={scrolled} tabIndex={-1}>
      {rows.length === 0 && <Empty icon="captions">{t('captions.desk.empty')}</Empty>}
      <ol ref={list} aria-label={t('captions.desk.lines')} data-testid="captioner-lines">
        {rows.map((row) => <One key={row.key} language={language} row={row} edits={edits === row.key} outbox={outbox} onEdit={() => onEdit(row)} onRemove={() => onRemove(row)} />)}
      </ol>
    </div>
  );
}

function One({ language, row, edits, outbox, onEdit, onRemove }: {
  language: string; row: Row; edits: boolean; outbox: Outbox; onEdit: () => void; onRemove: () => void;
}): JSX.Element {
  const { t, time } = useWords();
  const { op, state, error } = row;
  return (
    <li class={edits ? 'captioner-row captioner-edits' : 'captioner-row'} data-row tabIndex={-1} data-state={state} data-testid={row.line === undefined ? 'captioner-own' : `captioner-line-${row.line}`}>
      <span class="captioner-state">
        <Icon name={state === 'failed' ? 'broken' : state === 'stands' ? 'check' : 'clock'} />
        <span class={state === 'stands' ? 'hidden' : ''}>{t(`captions.state.${state}`)}</span>
        {row.at > 0 && <time dateTime={new Date(row.at).toISOString()}>{time(row.at)}</time>}
      </span>
      <p lang={language} dir={row.dir ?? dirOfTag(language)}>{row.text}</p>
      <span class="captioner-acts">
        <IconButton icon="edit" label={t('captions.do.edit')} onClick={onEdit} />
        <IconButton icon="trash" label={t('captions.do.remove')} onClick={onRemove} />
      </span>
      {state === 'failed' && op !== undefined && (
        <div class="captioner-failed">
          <p class="refusal" role="status">{error && t('app.error', { error: t(`error.${error}`) })}</p>
          <Button small onClick={() => outbox.again(op)} testid="captioner-again">{t('app.again')}</Button>
          <Button small kind="quiet" onClick={() => outbox.drop(op)}>{t('captions.do.drop')}</Button>
        </div>
      )}
    </li>
  );
}
