// SPDX-License-Identifier: Apache-2.0
// One paragraph as it is read: its words, whose they are, who writes in it now, and what can be done with it.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { draftGet } from '../../core/draft.ts';
import { useRights } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Ago, Badge } from '../../ui/parts.tsx';
import { ReportContext } from '../../ui/report.ts';
import { RoomContext } from '../../ui/session.tsx';
import { History } from './history.tsx';
import { placeOf } from './panel.tsx';
import { upward } from './view.ts';
import type { Listed } from './view.ts';

/** `open`: the notes are not closed to one. */
export function Row({ list, place, open: writes, onEdit }: { list: readonly Listed[]; place: number; open: boolean; onEdit: () => void }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const room = useContext(RoomContext);
  const Report = useContext(ReportContext);
  const { me, may, staff } = useRights();
  const { sending, run } = useAct();
  const [open, setOpen] = useState<'history' | 'wipe' | undefined>(undefined);
  const one = list[place];
  if (!one) return null;
  const { seq, value: { text, dir, by, name, at, hold } } = one;
  const held = hold && hold.by !== me ? hold : undefined;
  const kept = draftGet(placeOf(room, seq));
  const move = (to: number, where: { after?: number; first?: boolean }): void => {
    void run('notes.move', { paragraph: seq, ...where }).then((done) => done && announce(t('notes.moved', { place: to + 1, all: list.length })));
  };
  const remove = async (): Promise<void> => {
    if (await run('notes.remove', { paragraph: seq })) notify(t('notes.removed'), { label: t('do.undo'), run: () => void run('notes.restore', { paragraph: seq }) });
  };
  const wipe = async (): Promise<void> => {
    if (await run('notes.wipe', { paragraph: seq })) setOpen(undefined);
  };
  const below = list[place + 1];
  const acts: Act[] = [];
  if (writes && may('notes.write') && !held) acts.push({ label: t(kept !== '' && kept !== text ? 'notes.go.on' : 'do.edit'), icon: 'edit', testid: `note-edit-${seq}`, onChoose: onEdit });
  if (held && staff) acts.push({ label: t('notes.free'), testid: `note-free-${seq}`, onChoose: () => void run('notes.free', { paragraph: seq }) });
  acts.push({ label: t('notes.history'), icon: 'clock', testid: `note-history-${seq}`, onChoose: () => setOpen('history') });
  if (writes && may('notes.move') && place > 0) acts.push({ label: t('notes.up'), testid: `note-up-${seq}`, onChoose: () => move(place - 1, upward(list, place)) });
  if (writes && may('notes.move') && below) acts.push({ label: t('notes.down'), testid: `note-down-${seq}`, onChoose: () => move(place + 1, { after: below.seq }) });
  if (may('notes.remove') && !held && (staff || by === me)) acts.push({ label: t('do.remove'), icon: 'trash', testid: `note-remove-${seq}`, onChoose: () => void remove() });
  if (may('notes.wipe')) acts.push({ label: t('notes.wipe'), danger: true, testid: `note-wipe-${seq}`, onChoose: () => setOpen('wipe') });
  return (
    <li class="note" data-row tabIndex={-1} id={`paragraph-${seq}`} data-testid={`note-${seq}`}>
      {text === undefined ? <p class="hint">{t('notes.empty')}</p> : <Markup text={text} dir={dir ?? 'auto'} />}
      <div class="note-foot">
        <span class="meta"><bdi class="name">{personName(words, name ?? by)}</bdi> · <Ago at={at} /></span>
        {held && <Badge tone="warm" testid={`note-hold-${seq}`}>{t('notes.writes', { name: personName(words, held.name ?? held.by) })}</Badge>}
        {Report && by !== me && may('report.send') && text !== undefined && <Report of="notes" thing={seq} />}
        <Acts acts={acts} label={t('notes.acts')} busy={sending} quiet />
      </div>
      {open === 'history' && <History seq={seq} version={one.value.version} writes={writes && may('notes.write') && !held} onClose={() => setOpen(undefined)} />}
      {open === 'wipe' && (
        <Confirm title={t('notes.wipe.ask')} hint={t('notes.wipe.hint')} action={t('notes.wipe')} busy={sending} onConfirm={() => void wipe()} onClose={() => setOpen(undefined)} />
      )}
    </li>
  );
}
