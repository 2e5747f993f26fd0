// SPDX-License-Identifier: Apache-2.0
// The host sees that the room and the picture are not in step, and puts that right with both before their eyes: the whole
// recording, or from this second on, where it was cut. It is tried out until it is set, and can be taken back.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { paramsSet, place } from '../../../core/router.ts';
import { useSelect, useStore } from '../../../core/store.ts';
import { may } from '../../../core/views.ts';
import type { RoomView } from '../../../core/views.ts';
import { useWords } from '../../../i18n/context.tsx';
import { announce, notify } from '../../../ui/live.tsx';
import { Button, Choice } from '../../../ui/parts.tsx';
import { SessionContext } from '../../../ui/session.tsx';
import { useAct } from '../../../ui/command.ts';
import { anchored, anchorsOf, momentAt, positionOf, shifted } from './anchors.ts';
import type { Anchor } from './anchors.ts';
import { usePlay, useRecordings } from './picture.tsx';

const STEPS_MS: readonly number[] = [-10_000, -1000, -200, 200, 1000, 10_000];

/** How the anchors are when the room is so much later than the picture; `here`: from that position on. */
export function moved(anchors: readonly Anchor[], by: number, here: number | undefined): readonly Anchor[] {
  return here === undefined ? shifted(anchors, by) : anchored(anchors, here, momentAt(anchors, here) + by);
}

export function Shift(): JSX.Element | null {
  const { live, session } = usePlay();
  const can = useSelect(live.state, () => may(live.view as unknown as RoomView, 'media.anchor'));
  const wanted = useSelect(place, ({ query }) => query['shift'] !== undefined);
  // Its commands are of the room as it is.
  return can ? <SessionContext.Provider value={session}><Opened wanted={wanted} /></SessionContext.Provider> : null;
}

function Opened({ wanted }: { wanted: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { deck } = usePlay();
  const shown = useStore(deck.shown);
  const toggle = (): void => {
    const { shift: _, ...query } = place.get().query;
    paramsSet(wanted ? query : { ...query, shift: '' });
  };
  if (shown === undefined) return null;
  return (
    <div class="replay-shift" data-testid="replay-shift">
      <Button small kind="quiet" onClick={toggle} testid="shift-open">{t(wanted ? 'replay.shift.close' : 'replay.shift')}</Button>
      {wanted && <Strip key={shown} seq={shown} />}
    </div>
  );
}

function Strip({ seq }: { seq: number }): JSX.Element {
  const { t, countdown } = useWords();
  const { deck, trial, setTrial } = usePlay();
  const { sending, run } = useAct();
  const recorded = useRecordings()[seq];
  const stood = anchorsOf(recorded ?? { anchors: [] }, deck.from);
  const [by, setBy] = useState(0);
  const [whole, setWhole] = useState<'all' | 'here'>('all');
  const [here, setHere] = useState<number | undefined>(undefined);
  useEffect(() => () => setTrial(undefined), []);
  const position = (): number => Math.round(positionOf(trial?.anchors ?? stood, deck.moment.get(), recorded?.length) ?? 0);
  const put = (next: number, from: number | undefined): void => {
    setBy(next);
    setHere(from);
    setTrial(next === 0 ? undefined : { seq, anchors: moved(stood, next, from) });
    announce(t(next === 0 ? 'replay.shift.none' : next > 0 ? 'replay.shift.later' : 'replay.shift.earlier', { n: Math.abs(next) / 1000 }));
  };
  const step = (each: number): void => put(by + each, whole === 'all' ? undefined : here ?? position());
  const choose = (next: 'all' | 'here'): void => {
    setWhole(next);
    put(by, next === 'all' ? undefined : position());
  };
  const set = async (anchors: readonly Anchor[]): Promise<boolean> => run('media.anchor', { recording: seq, anchors: anchors.map((each) => [...each]) });
  const save = async (): Promise<void> => {
    const before = recorded?.anchors ?? [];
    if (!(await set(moved(stood, by, here)))) return;
    put(0, undefined);
    notify(t('replay.shift.saved'), { label: t('do.undo'), run: () => void set(before) });
  };
  return (
    <div class="replay-shift-strip">
      <p class="hint">{t('replay.shift.hint')}</p>
      <div class="row" role="group" aria-label={t('replay.shift.by')}>
        {STEPS_MS.map((each) => (
          <Button key={each} small onClick={() => step(each)} testid={`shift-${each}`}>{t(each > 0 ? 'replay.shift.more' : 'replay.shift.less', { n: Math.abs(each) / 1000 })}</Button>
        ))}
      </div>
      <Choice label={t('replay.shift.what')} name="shift-what" value={whole} onChange={choose} options={[{ value: 'all', label: t('replay.shift.all') }, { value: 'here', label: t('replay.shift.here') }]} />
      <p data-testid="shift-says" data-by={by}>
        {by === 0 ? t('replay.shift.none') : t(by > 0 ? 'replay.shift.later' : 'replay.shift.earlier', { n: Math.abs(by) / 1000 })}
        {here !== undefined && by !== 0 && <> {t('replay.shift.from', { time: countdown(here) })}</>}
      </p>
      <div class="row">
        <Button small kind="strong" busy={sending} disabled={by === 0} onClick={() => void save()} testid="shift-save">{t('do.save')}</Button>
        <Button small disabled={by === 0} onClick={() => put(0, undefined)} testid="shift-drop">{t('replay.shift.drop')}</Button>
        {(recorded?.anchors.length ?? 0) > 1 && <Button small kind="quiet" busy={sending} onClick={() => void clear()} testid="shift-clear">{t('replay.shift.clear')}</Button>}
      </div>
    </div>
  );
  async function clear(): Promise<void> {
    const before = recorded?.anchors ?? [];
    if (await set(before.slice(0, 1))) notify(t('replay.shift.cleared'), { label: t('do.undo'), run: () => void set(before) });
  }
}
