// SPDX-License-Identifier: Apache-2.0
// What stands in the place of the picture once the session is over: what it was, each feature its part, and behind it the
// team's of the same.
import { Fragment } from 'preact';
import type { FunctionComponent, JSX } from 'preact';
import { useParts } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { LATER_AFTER } from './rest.ts';

export function After(): JSX.Element {
  const { t } = useWords();
  const parts = useParts();
  return (
    <section class="after" aria-label={t('room.summary')} data-testid="after">
      {LATER_AFTER.map(({ id, Part }) => {
        const Team = (parts?.[id] as { readonly After?: FunctionComponent } | undefined)?.After;
        return <Fragment key={id}><Part />{Team && <Team />}</Fragment>;
      })}
    </section>
  );
}
