// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Bars } from '../ui/bars.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { FilterLine } from '../ui/filters.tsx';
import { Line } from '../ui/line.tsx';
import { Menu } from '../ui/menu.tsx';
import { Avatar, Badge, Button, Choice, Count, Dot, Empty, Name, Spinner } from '../ui/parts.tsx';
import { Progress } from '../ui/progress.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton, Told } from '../ui/states.tsx';
import { Table } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useKit } from './page.tsx';

const nothing = (): void => undefined;
const SIZES = [6, 5, 4, 3, 2, 1] as const;

export function Type(): JSX.Element {
  const kit = useKit();
  return <div class="stack">{SIZES.map((size) => <p key={size} class="title" style={{ fontSize: `var(--text-${size})` }}>{kit.row}</p>)}</div>;
}

export function Marks(): JSX.Element {
  const kit = useKit();
  return (
    <div class="stack">
      <div class="row">
        <Badge tone="live">{kit.live}</Badge><Badge tone="warm">{kit.waits}</Badge><Badge tone="good">{kit.counted}</Badge>
        <Badge tone="fresh">{kit.isnew}</Badge><Badge tone="accent">{kit.own}</Badge><Badge tone="plain">{kit.ended}</Badge>
      </div>
      <div class="row"><Dot label={kit.isnew} /><Count value={3} /><Count value={12} waits /><Avatar id="p1" name={kit.by} /><span><Name name={kit.by} role="moderator" /></span></div>
    </div>
  );
}

export function Fields(): JSX.Element {
  const kit = useKit();
  const [text, setText] = useState<string>(kit.written);
  const [choice, setChoice] = useState('newest');
  const [shows, setShows] = useState('own');
  return (
    <div class="stack">
      <TextField label={kit.field} value={text} max={24} onInput={setText} draft={kit.kept} />
      <TextArea label={kit.field} value={kit.row} max={30} onInput={nothing} />
      <TextField label={kit.field} value={kit.short} max={100} onInput={nothing} readOnly />
      <div class="row">
        <Choice label={kit.sort} name="kit-choice" value={choice} onChange={setChoice}
          options={[{ value: 'newest', label: kit.newest }, { value: 'votes', label: kit.votes, count: 2 }]} />
        <label class="check"><input type="checkbox" checked /><span>{kit.waits}</span></label>
      </div>
      <FilterLine search={kit.sort}>
        <Choice label={kit.waits} name="kit-filter" value={shows} onChange={setShows} options={[
          { value: 'all', label: kit.isnew }, { value: 'waits', label: kit.waits, count: 3, waits: true }, { value: 'live', label: kit.live },
          { value: 'counted', label: kit.counted }, { value: 'ended', label: kit.ended }, { value: 'own', label: kit.own },
        ]} />
        <Select label={kit.role} value="" onChange={nothing} testid="kit-role" options={[{ value: '', label: kit.host }]} />
        <Menu label={kit.newest} icon="sort" items={[{ label: kit.newest, onChoose: nothing }]} />
      </FilterLine>
    </div>
  );
}

export function States(): JSX.Element {
  const { t } = useWords();
  const kit = useKit();
  return (
    <div class="stack">
      <Skeleton kind="rows" label={kit.loading} />
      <Spinner label={kit.loading} />
      <Empty icon="question" action={<Button small onClick={nothing}>{kit.first}</Button>}>{kit.empty}</Empty>
      <Told kind="offline" title={kit.offline}><p>{kit.offlineText}</p></Told>
      <Told kind="late" title={kit.late}><p>{kit.lateText}</p></Told>
      <Told kind="refused" title={kit.refused}><p>{kit.refusedText}</p><p class="prose" dir="auto">{kit.row}</p><div class="row"><Button small onClick={nothing}>{t('do.edit')}</Button><Button kind="quiet" small onClick={nothing}>{t('do.discard')}</Button></div></Told>
      <Told kind="gone" title={kit.gone}><p>{kit.goneText}</p></Told>
      <Told kind="done" title={kit.doneTitle} />
    </div>
  );
}

export function Numbers(): JSX.Element {
  const kit = useKit();
  const { number, percent } = useWords();
  const bars = [[kit.phones, 24], [kit.computers, 13], [kit.cars, 4]] as const;
  return (
    <div class="stack">
      <Progress label={kit.unit} share={0.37} value={kit.parts} />
      <Bars bars={bars.map(([text, votes], index) => ({
        key: index, text, share: votes / 41, value: `${number(votes)} · ${percent(votes / 41)}`,
        most: index === 0, ...(index === 1 ? { mine: kit.own } : {}),
      }))} />
    </div>
  );
}

export function Tabbed(): JSX.Element {
  const kit = useKit();
  const [tab, setTab] = useState<'kit-a' | 'kit-b' | 'kit-c'>('kit-a');
  return (
    <div class="panel-column">
      <Tabs label={kit.tabs} selected={tab} onSelect={setTab} tabs={[
        { id: 'kit-a', label: kit.waits, icon: 'needs', fresh: 7, waits: true }, { id: 'kit-b', label: kit.lists, icon: 'chat', fresh: 2 }, { id: 'kit-c', label: kit.bars, icon: 'poll' },
      ]}>
        <Line icon="settings" says={kit.set}><label class="field-number"><span>{kit.settings}</span><input type="number" value={10} /></label></Line>
        <Empty icon="chat">{kit.empty}</Empty>
      </Tabs>
    </div>
  );
}

export function Tables(): JSX.Element {
  const kit = useKit();
  const rows = [['p1', kit.by, kit.host], ['p2', kit.by, '—']] as const;
  return (
    <Table caption={kit.table} rows={rows} keyOf={([id]) => id} columns={[
      { label: kit.name, cell: ([, name]) => name }, { label: kit.role, cell: ([, , role]) => role }, { label: kit.time, number: true, cell: () => kit.minutes },
    ]} />
  );
}
