// SPDX-License-Identifier: Apache-2.0
// What moves the session on. Only what the server would accept now is offered.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { pathOf } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Key } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem, MenuPart } from '../../ui/menu.tsx';
import { later } from '../../ui/later.tsx';
import { Button, IconButton } from '../../ui/parts.tsx';
import { useRights, useView } from '../../core/here.ts';
import { RoomContext } from '../../ui/session.tsx';
import { useSource } from './source.ts';
import { toldOf } from './told.tsx';
import type { Phase, StageView } from './view.ts';

const sources = later(async () => (await import('./sources.tsx')).Sources, true);

interface Step {
  readonly to: Phase;
  readonly label: Extract<Key, `phase.do.${string}`>;
  readonly icon: IconName;
}
const GO: Step = { to: 'live', label: 'phase.do.live', icon: 'play' };
const END: Step = { to: 'ended', label: 'phase.do.ended', icon: 'close' };
// scheduled ⇄ rehearsal → live ⇄ paused → ended
const STEPS: { readonly [P in Phase]: readonly Step[] } = {
  scheduled: [GO, { to: 'rehearsal', label: 'phase.do.rehearsal', icon: 'screen' }],
  rehearsal: [GO, { to: 'scheduled', label: 'phase.do.scheduled', icon: 'clock' }],
  live: [{ to: 'paused', label: 'phase.do.paused', icon: 'pause' }, END],
  paused: [{ to: 'live', label: 'phase.do.resume', icon: 'play' }, END],
  ended: [],
};

const BREAKS: readonly number[] = [5, 10, 15, 30];
const MINUTE_MS = 60_000;

/** The next step at hand; the rest in a menu; the end apart from both, and behind a question. Where there is no room
 *  all of it is one menu. */
export function Controls({ folded }: { folded: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { phase, stream } = useView((view: StageView) => view.stage);
  const room = useContext(RoomContext);
  const { sending, run } = useAct();
  const [asking, setAsking] = useState<'nothing' | 'end' | 'stream' | 'blind'>('nothing');
  const close = (): void => setAsking('nothing');
  // Before anybody else finds out.
  const ahead = phase === 'scheduled' || phase === 'rehearsal';
  const tried = useSource(ahead ? stream : undefined, stream);
  // Pressed before it was known whether there is a picture.
  const [goes, setGoes] = useState(false);
  const move = async (to: Phase): Promise<void> => {
    await run('stage.phase', { to });
    close();
  };
  const choose = ({ to }: Step): void => {
    if (to === 'ended') setAsking('end');
    else if (to === 'live' && ahead) setGoes(true);
    else void move(to);
  };
  const known = !stream || tried.found !== 'trying';
  useEffect(() => {
    if (!goes || !known) return;
    setGoes(false);
    if (stream && tried.found === 'plays') void move('live');
    else setAsking('blind');
  }, [goes, known]);
  const item = (step: Step): MenuItem => ({
    label: t(step.label), icon: step.icon, testid: `phase-${step.to}`, onChoose: () => choose(step), ...(step.to === 'ended' ? { danger: true } : {}),
  });
  const steps = may('stage.phase') ? STEPS[phase] : [];
  const ends = steps.filter(({ to }) => to === 'ended');
  const [first, ...others] = steps.filter(({ to }) => to !== 'ended');
  const rest: MenuPart[] = others.map(item);
  if (may('stage.phase') && (phase === 'live' || phase === 'paused')) {
    rest.push({ heading: t(phase === 'live' ? 'phase.break' : 'phase.break.longer') }, ...BREAKS.map((minutes): MenuItem => ({
      label: t('phase.break.minutes', { n: minutes }), icon: 'clock', testid: `break-${minutes}`,
      onChoose: () => void run('stage.phase', { to: 'paused', until: Math.round(serverNow()) + minutes * MINUTE_MS }),
    })), 'line');
  }
  if (may('stage.stream')) rest.push({ label: t('stage.stream'), icon: 'screen', testid: 'stream', onChoose: () => setAsking('stream') });
  rest.push({ label: t('stage.wall'), icon: 'screen', testid: 'present', onChoose: () => void open(pathOf({ page: 'present', room }), `present ${room}`, 'popup,width=1280,height=720') });
  const all: MenuPart[] = [...(first ? [item(first)] : []), ...rest, ...(ends.length > 0 ? ['line' as const] : []), ...ends.map(item)];
  if (phase === 'ended' && may('stage.reopen')) return <Undo narrow={folded} />;
  if (all.length === 0) return null;
  return (
    <div class="desk-bar" role="group" aria-label={t('stage.controls')}>
      {folded ? <Menu icon="more" label={t('stage.controls')} items={all} busy={sending || goes} testid="session-menu" /> : (
        <>
          {first && <Button kind={first.to === 'live' ? 'strong' : 'plain'} small icon={first.icon} busy={sending || goes} onClick={() => choose(first)} testid={`phase-${first.to}`}>{t(first.label)}</Button>}
          {rest.length > 0 && <Menu icon="more" label={t('stage.more')} items={rest} busy={sending || goes} testid="session-menu" />}
          {ends.map((step) => <Button key={step.to} kind="danger" small onClick={() => choose(step)} testid={`phase-${step.to}`}>{t('stage.end')}</Button>)}
        </>
      )}
      {asking === 'end' && (
        <Confirm title={t('phase.end.ask')} hint={t('phase.end.hint')} action={t('phase.do.ended')} busy={sending} onConfirm={() => void move('ended')} onClose={close} />
      )}
      {asking === 'blind' && (
        <Confirm title={t('phase.blind.ask')} hint={stream ? toldOf(t, tried, stream.url) : t('phase.blind.hint')} action={t('phase.do.live')} busy={sending} onConfirm={() => void move('live')} onClose={close} />
      )}
      {asking === 'stream' && <sources.Page onClose={close} />}
    </div>
  );
}

/** Offered as long as the server would take it. */
function Undo({ narrow }: { narrow: boolean }): JSX.Element | null {
  const { t, countdown } = useWords();
  const { sending, run } = useAct();
  const since = useView((view: StageView) => view.stage.since ?? 0);
  const left = since + BOUNDS.REOPEN_SECONDS * 1000 - useNow(1000);
  if (left <= 0) return null;
  const time = countdown(Math.ceil(left / 1000) * 1000);
  const undo = (): void => void run('stage.reopen', {});
  return (
    <div class="desk-bar desk-undo" role="group" aria-label={t('stage.controls')}>
      {narrow ? <IconButton icon="undo" label={t('phase.undo')} busy={sending} onClick={undo} testid="phase-undo" />
        : <Button small icon="undo" busy={sending} onClick={undo} testid="phase-undo">{t('phase.undo')}</Button>}
      <span class="hint" role="timer" aria-live="off">{narrow ? time : t('phase.undo.left', { time })}</span>
    </div>
  );
}
