// SPDX-License-Identifier: Apache-2.0
import type { FunctionComponent, JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge } from '../../ui/parts.tsx';
import { usePageTitle } from '../../ui/title.ts';
import type { StageView } from './view.ts';

export function StageHeading({ facts }: { readonly facts: readonly FunctionComponent[] }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(useView((view: StageView) => view.stage.title), lang);
  const phase = useView((view: StageView) => view.stage.phase);
  usePageTitle(title.text);
  return (
    <div class="webinar-head">
      <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
      <p class="webinar-facts">
        <Badge tone={phase === 'live' ? 'live' : phase === 'paused' ? 'warm' : 'plain'} testid="phase">{t(`phase.${phase}`)}</Badge>
        {facts.map((Fact, at) => <Fact key={at} />)}
      </p>
    </div>
  );
}
