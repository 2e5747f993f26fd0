// SPDX-License-Identifier: Apache-2.0
// Before, between and after: when it begins, when it goes on, what comes next.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useNow } from '../../../core/clock.ts';
import { useView } from '../../../core/here.ts';
import { ZoneContext } from '../../../core/zone.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { localeOf } from '../../../i18n/index.ts';
import { Fit, Lines } from '../../../ui/wall.tsx';
import { useNext } from '../next.tsx';
import type { StageView } from '../view.ts';

const DAY_MS = 86_400_000;

export function WallStage(): JSX.Element {
  const { lang } = useWords();
  const { phase, start, until } = useView((view: StageView) => view.stage);
  const title = spoken(useView((view: StageView) => view.stage.title), lang);
  const head = <h1 class="wall-title"><Lines text={title.text} lang={title.lang} dir={title.dir} /></h1>;
  return (
    <section class="wall-scene" data-testid={`wall-stage-${phase}`} aria-live="polite">
      <Fit change={JSON.stringify([phase, title, start, until])} class="wall-middle">
        {phase === 'paused' ? <Pause until={until} /> : phase === 'ended' ? <Thanks /> : <>{head}<Begins start={start} /></>}
      </Fit>
    </section>
  );
}

/** In the room's zone where the catalogue tells it, and in that of this machine else. */
function useWhen(): { full: (at: number) => string; time: (at: number) => string } {
  const { lang } = useWords();
  const zone = useContext(ZoneContext);
  const locale = localeOf(lang, navigator.languages);
  const timeZone = zone === undefined ? {} : { timeZone: zone };
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'long', ...timeZone });
  const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', ...timeZone });
  return { full: (at) => date.format(at), time: (at) => hour.format(at) };
}

function Count({ label, left, testid }: { readonly label: string; readonly left: number; readonly testid: string }): JSX.Element {
  const { countdown } = useWords();
  return <p class="wall-starts"><span>{label}</span> <strong class="wall-count" role="timer" aria-live="off" dir="ltr" data-testid={testid}>{countdown(left)}</strong></p>;
}

function Begins({ start }: { readonly start: number | undefined }): JSX.Element {
  const { t } = useWords();
  const when = useWhen();
  const left = (start ?? 0) - useNow(1000);
  if (start === undefined) return <p>{t('stage.unplanned')}</p>;
  return (
    <>
      <p><time dateTime={new Date(start).toISOString()}>{when.full(start)}</time></p>
      {left <= 0 ? <p class="wall-big">{t('stage.soon')}</p> : left < DAY_MS && <Count label={t('stage.starts')} left={left} testid="wall-countdown" />}
    </>
  );
}

function Pause({ until }: { readonly until: number | undefined }): JSX.Element {
  const { t } = useWords();
  const when = useWhen();
  const left = (until ?? 0) - useNow(1000);
  return (
    <>
      <h1 class="wall-title">{t('stage.paused')}</h1>
      {until !== undefined && <p class="wall-big" data-testid="wall-back">{t('present.back', { time: when.time(until) })}</p>}
      {until !== undefined && (left <= 0 ? <p>{t('stage.goeson.soon')}</p> : <Count label={t('stage.goeson')} left={left} testid="wall-goes-on" />)}
    </>
  );
}

function Thanks(): JSX.Element {
  const { t, lang } = useWords();
  const when = useWhen();
  const next = useNext();
  const title = spoken(next?.title, lang);
  return (
    <>
      <h1 class="wall-title">{t('stage.ended.hint')}</h1>
      <p>{t('stage.ended')}</p>
      {next && <p>{t('stage.next')}</p>}
      {next && <p class="wall-big"><Lines text={title.text} lang={title.lang} dir={title.dir} /></p>}
      {next?.start !== undefined && <p><time dateTime={new Date(next.start).toISOString()}>{when.full(next.start)}</time></p>}
    </>
  );
}
