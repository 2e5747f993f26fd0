// SPDX-License-Identifier: Apache-2.0
// The picture, or what is shown in its place.
import type { ComponentChildren, JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { useRights, useView } from '../../core/here.ts';
import { Player } from './player.tsx';
import type { StageView } from './view.ts';

export function Picture(): JSX.Element {
  const { t } = useWords();
  const { staff } = useRights();
  const { phase, stream, start } = useView((view: StageView) => view.stage);
  const onAir = phase === 'live' || (phase === 'rehearsal' && staff);
  return (
    <section class="stage" aria-label={t('stage.video')} data-testid="stage">
      {onAir && stream && <Player key={stream.url} stream={stream} />}
      {onAir && !stream && <Card icon="screen" title={t('stage.nostream')} />}
      {phase === 'rehearsal' && !staff && <Card icon="clock" title={t('stage.rehearsal')}>{start !== undefined && <StartsIn start={start} />}</Card>}
      {phase === 'scheduled' && <Scheduled start={start} />}
      {phase === 'paused' && <Card icon="pause" title={t('stage.paused')}>{t('stage.paused.hint')}</Card>}
      {phase === 'ended' && <Card icon="check" title={t('stage.ended')}>{t('stage.ended.hint')}</Card>}
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

function Scheduled({ start }: { start: number | undefined }): JSX.Element {
  const { t } = useWords();
  if (start === undefined) return <Card icon="clock" title={t('stage.unplanned')} />;
  return <div class="stage-card"><StartsIn start={start} /></div>;
}

const DAY_MS = 86_400_000;

function StartsIn({ start }: { start: number }): JSX.Element {
  const { t, countdown, full } = useWords();
  const now = useNow(1000);
  const left = start - now;
  // A timer is not read out each second: it is a picture of the date that stands below it.
  return (
    <>
      {left > 0 && left < DAY_MS && (
        <p class="countdown" role="timer" aria-live="off" data-testid="countdown">
          <span class="stage-card-title">{t('stage.starts')}</span>
          <span class="countdown-time" dir="ltr">{countdown(left)}</span>
        </p>
      )}
      {left <= 0 && <p class="stage-card-title">{t('stage.soon')}</p>}
      <p class="stage-card-text"><time dateTime={new Date(start).toISOString()}>{t('stage.at', { date: full(start) })}</time></p>
    </>
  );
}
