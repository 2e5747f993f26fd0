// SPDX-License-Identifier: Apache-2.0
// What stands at home while no room is listed.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { Empty, Spinner } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { Shell } from '../../ui/shell.tsx';

const STEPS = [
  ['signin.steps.people', 'muster person import people.csv'],
  ['signin.steps.room', 'muster room create webinar:first --template webinar --title "…" --to academy'],
  ['signin.steps.invite', 'muster invite webinar:first --people m2,m3'],
] as const;

/** An organiser is told where to begin; everybody else is invited. */
export function Nothing(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [organises, setOrganises] = useState<boolean | undefined>(undefined);
  useEffect(() => {
    const { id } = session.identity;
    session.query('person.get', { room: 'academy:main', person: id }).then((answer) => {
      const { roles } = (answer ?? {}) as { roles?: readonly string[] };
      setOrganises(roles?.includes('organiser') === true);
    }, () => setOrganises(false));
  }, [session]);
  if (organises === undefined) return <Spinner label={t('entry.loading')} />;
  if (!organises) return <Empty icon="screen">{t('home.none')}</Empty>;
  return (
    <section aria-labelledby="steps" data-testid="first-steps">
      <h2 id="steps">{t('signin.steps')}</h2>
      <p class="hint">{t('signin.steps.hint')}</p>
      <ol class="steps">{STEPS.map(([says, line]) => <li key={says}>{t(says)}<Shell line={line} /></li>)}</ol>
    </section>
  );
}
