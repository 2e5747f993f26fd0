// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import type { StageView } from './view.ts';

export function StageHeading({ facts }: { readonly facts: readonly FunctionComponent[] }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(useView((view: StageView) => view.stage.title), lang);
  const phase = useView((view: StageView) => view.stage.phase);
  usePageTitle(title.text);
  const again = useContext(ReplayContext) !== undefined;
  return (
    <>
      <h1 class="head-title cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</h1>
      <p class="head-facts">
        {again ? <Badge tone="accent" testid="phase">{t('phase.again')}</Badge>
          : <Badge tone={phase === 'live' ? 'live' : phase === 'paused' ? 'warm' : 'plain'} testid="phase">{t(`phase.${phase}`)}</Badge>}
        {(phase === 'live' || phase === 'paused') && <Gone />}
        {facts.map((Fact, at) => <Fact key={at} />)}
      </p>
    </>
  );
}

const MINUTE_MS = 60_000;

/** How long it has been going, of how long it is meant to. */
function Gone(): JSX.Element | null {
  const { t } = useWords();
  const { start, since, minutes } = useView((view: StageView) => view.stage);
  const now = useNow(10_000);
  // Opened before its hour it has been going since then.
  const from = start !== undefined && start <= now ? start : since;
  if (from === undefined) return null;
  const past = Math.max(0, Math.floor((now - from) / MINUTE_MS));
  return <span>{minutes === undefined ? t('stage.gone', { past }) : t('stage.gone.of', { past, minutes })}</span>;
}
