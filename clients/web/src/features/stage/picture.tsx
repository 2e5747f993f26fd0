// SPDX-License-Identifier: Apache-2.0
// The picture, or what is shown in its place: when it begins, when it goes on, that it is over.
import type { ComponentChildren, FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { textsAdd } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { later } from '../../ui/later.tsx';
import { drawn } from '../../ui/turns.ts';
import type { StageView } from './view.ts';

// Nobody needs it before there is a picture; it comes when the room is drawn around it.
const player = later(async () => {
  await drawn();
  const [{ Player }, { texts }] = await Promise.all([import('./player.tsx'), import('./player/texts.ts')]);
  await textsAdd(texts);
  return Player;
});

export function Picture({ children }: { readonly children?: ComponentChildren }): JSX.Element {
  const { t, moment } = useWords();
  const { staff } = useRights();
  const { phase, stream, start, since, until } = useView((view: StageView) => view.stage);
  const now = useNow(60_000);
  const onAir = phase === 'live' || (phase === 'rehearsal' && staff);
  return (
    <section class="stage" aria-label={t('stage.video')} data-testid="stage">
      {onAir && stream && <player.Page key={stream.url} stream={stream} />}
      {onAir && !stream && <Card icon="screen" title={t('stage.nostream')}>{t(staff ? 'stage.nostream.staff' : 'stage.nostream.hint')}</Card>}
      {phase === 'rehearsal' && !staff && <Card icon="clock" title={t('stage.rehearsal')}>{start !== undefined && <StartsIn start={start} />}</Card>}
      {phase === 'scheduled' && <Scheduled start={start} />}
      {phase === 'paused' && (
        <Card icon="pause" title={t('stage.paused')}>
          {until !== undefined && <GoesOn until={until} />}
          {since !== undefined && until === undefined && <p>{t('stage.paused.since', { time: moment(since, now) })}</p>}
          <p>{t('stage.paused.hint')}</p>
        </Card>
      )}
      {children}
    </section>
  );
}

function Card({ icon, title, children }: { icon: IconName; title: string; children?: ComponentChildren }): JSX.Element {
  return (
    <div class="stage-card">
      <Icon name={icon} />
      <p class="stage-card-title">{title}</p>
      {children && <div class="stage-card-text">{children}</div>}
    </div>
  );
}

/** What it is, when, and what will happen. */
function Scheduled({ start }: { start: number | undefined }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(useView((view: StageView) => view.stage.title), lang);
  return (
    <div class="stage-card">
      <p class="stage-card-title title" lang={title.lang} dir={title.dir}>{title.text}</p>
      {start === undefined ? <p class="stage-card-text">{t('stage.unplanned')}</p> : <StartsIn start={start} />}
      <AboutLater />
      <p class="stage-card-text stage-card-hint">{t('stage.before')}</p>
    </div>
  );
}

const ABOUT_MS = 1000;

/** What one can do here comes first; where it does not come, the rest stands without it. */
function afterwards(load: () => Promise<FunctionComponent>): FunctionComponent {
  return () => {
    const [Part, setPart] = useState<FunctionComponent | undefined>(undefined);
    useEffect(() => {
      let gone = false;
      const timer = setTimeout(() => void load().then((part) => gone || setPart(() => part), () => undefined), ABOUT_MS);
      return () => {
        gone = true;
        clearTimeout(timer);
      };
    }, []);
    return Part ? <Part /> : null;
  };
}
const AboutLater = afterwards(async () => (await import('./about.tsx')).About);

const DAY_MS = 86_400_000;

function StartsIn({ start }: { start: number }): JSX.Element {
  const { t, countdown, full, zone } = useWords();
  const now = useNow(1000);
  const left = start - now;
  // A timer is not read out each second: it is a picture of the date that stands below it.
  return (
    <>
      {left > 0 && left < DAY_MS && (
        <p class="countdown" role="timer" aria-live="off" data-testid="countdown">
          <span class="countdown-label">{t('stage.starts')}</span>
          <span class="countdown-time" dir="ltr">{countdown(left)}</span>
        </p>
      )}
      {left <= 0 && <p class="stage-card-title">{t('stage.soon')}</p>}
      <p class="stage-card-text">
        <time dateTime={new Date(start).toISOString()}>{t('stage.at', { date: full(start) })}</time>
        <span class="stage-card-zone">{t('stage.zone', { zone: zone(start) })}</span>
      </p>
    </>
  );
}

/** In the reader's time, with the zone said. */
function GoesOn({ until }: { until: number }): JSX.Element {
  const { t, countdown, time, zone } = useWords();
  const left = until - useNow(1000);
  if (left <= 0) return <p class="stage-card-title">{t('stage.goeson.soon')}</p>;
  return (
    <>
      <p class="countdown" role="timer" aria-live="off" data-testid="goes-on">
        <span class="countdown-label">{t('stage.goeson')}</span>
        <span class="countdown-time" dir="ltr">{countdown(left)}</span>
      </p>
      <p>
        <time dateTime={new Date(until).toISOString()}>{t('stage.goeson.at', { time: time(until) })}</time>
        <span class="stage-card-zone">{t('stage.zone', { zone: zone(until) })}</span>
      </p>
    </>
  );
}
