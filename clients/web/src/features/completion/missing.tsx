// SPDX-License-Identifier: Apache-2.0
// Where one stands with what the course asks for: how much of it is done, and what is missing.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { isSilence } from '../../core/refusal.ts';
import { useWords } from '../../i18n/context.tsx';
import { Link } from '../../ui/parts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { standing } from './view.ts';
import type { CompletionView, Done } from './view.ts';

/** What somebody has done, asked anew whenever it may be another thing; undefined: not known yet. */
export function useRecord(person?: string): { readonly record: Done | undefined; readonly lost: boolean } {
  const room = useContext(RoomContext);
  const session = useSession();
  // Whatever the server has marked, in a word.
  const mine = useView((view: CompletionView) => JSON.stringify([view.me.unit, view.me.test, view.me.completion, view.completion]));
  const [record, setRecord] = useState<Done | undefined>(undefined);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let wanted = true;
    session.query('course.record', { room, ...(person ? { person } : {}) }).then((found) => wanted && setRecord(found as Done), (error: unknown) => wanted && !isSilence(error) && setLost(true));
    return () => void (wanted = false);
  }, [room, person, mine]);
  return { record, lost };
}

export function Missing(): JSX.Element | null {
  const { role } = useRights();
  const rules = useView((view: CompletionView) => view.completion?.rules);
  const me = useView((view: CompletionView) => view.me.completion);
  const asks = role === 'participant' && (Object.keys(rules ?? {}).length > 0 || me?.completed !== undefined || me?.why !== undefined);
  return asks ? <Progressing /> : null;
}

function Progressing(): JSX.Element {
  const { t } = useWords();
  const { record } = useRecord();
  return (
    <section class="completion" aria-labelledby="completion" data-testid="missing">
      <h2 id="completion">{t('completion.title')}</h2>
      <Stand record={record} own />
    </section>
  );
}

/** Of oneself, or of whoever the record is of. */
export function Stand({ record, own }: { record: Done | undefined; own: boolean }): JSX.Element {
  const { t, full } = useWords();
  const now = useDay();
  const rules = useView((view: CompletionView) => view.completion?.rules);
  const list = standing(rules, record);
  const missing = list.filter(({ has, needs }) => has < needs);
  const { completed, why } = record ?? {};
  return (
    <div class="completion-stand" data-day={now}>
      {completed !== undefined && <p class="completion-done" data-testid="completed">{t('completion.done', { time: full(completed) })} {own && <Certified />}</p>}
      {why && <p class="hint"><bdi>{t('completion.why', { why })}</bdi></p>}
      {record && completed === undefined && missing.length > 0 && (
        <p data-testid="missing-what">{t('completion.missing', { list: missing.map(({ rule, needs, has }) => t(`completion.left.${rule}`, { n: needs - has })).join(t('completion.and')) })}</p>
      )}
      {list.map(({ rule, needs, has }) => <Progress key={rule} label={t(`completion.rule.${rule}`)} share={has / needs} value={t('completion.of', { done: has, all: needs })} />)}
    </div>
  );
}

/** What the academy has given for it, where it gives any. */
function Certified(): JSX.Element | null {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const me = useView((view: CompletionView) => view.me.id);
  const [given, setGiven] = useState(false);
  useEffect(() => {
    let wanted = true;
    session.query('credential.list', { room: 'academy:main', person: me }).then(
      (answer) => wanted && setGiven((answer as { readonly credentials: readonly { readonly of?: string }[] }).credentials.some(({ of }) => of === room)),
      () => undefined,
    );
    return () => void (wanted = false);
  }, [session, room, me]);
  return given ? <Link to={{ page: 'me' }} testid="certified">{t('completion.certified')}</Link> : null;
}
