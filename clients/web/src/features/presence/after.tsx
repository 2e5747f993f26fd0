// SPDX-License-Identifier: Apache-2.0
// A session that is over, in figures; and for how long oneself was there.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Badge } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { minutesOf } from './view.ts';
import type { Own, PresenceView, Rule } from './view.ts';

/** What others have in the view, to be counted. */
interface Counted extends PresenceView {
  readonly poll?: { readonly polls?: { readonly [seq: string]: { readonly state: string } } };
  readonly question?: { readonly questions?: { readonly [seq: string]: { readonly state: string } } };
}
const ASKED = ['open', 'answering', 'answered'];

export function PresenceAfter(): JSX.Element {
  return (
    <>
      <Figures />
      <OwnTime />
    </>
  );
}

function Figures(): JSX.Element | null {
  const { t, number } = useWords();
  const session = useView((view: PresenceView) => view.presence?.session);
  const polls = useView((view: Counted) => Object.values(view.poll?.polls ?? {}).filter(({ state }) => state !== 'draft').length);
  const questions = useView((view: Counted) => Object.values(view.question?.questions ?? {}).filter(({ state }) => ASKED.includes(state)).length);
  if (!session || session.length === 0) return null;
  const minutes = (ms: number): string => t('presence.minutes', { n: minutesOf(ms) });
  const figures: readonly (readonly [string, string, string])[] = [
    ['people', number(session.people), t('presence.people', { n: session.people })],
    ['peak', number(session.peak), t('presence.peak')],
    ['mean', minutes(session.mean), t('presence.mean')],
    ['median', minutes(session.median), t('presence.median')],
    ['messages', number(session.messages), t('presence.messages', { n: session.messages })],
    ['writers', number(session.writers), t('presence.writers', { n: session.writers })],
    ['polls', number(polls), t('presence.polls', { n: polls })],
    ['votes', number(session.votes), t('presence.votes', { n: session.votes })],
    ['questions', number(questions), t('presence.questions', { n: questions })],
  ];
  return (
    <section aria-labelledby="after-figures" data-testid="after-figures">
      <h3 id="after-figures">{t('presence.figures')}</h3>
      <p class="meta">{t('presence.length', { time: minutes(session.length) })}</p>
      <dl class="figures">
        {figures.map(([key, value, label]) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd data-testid={`figure-${key}`}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What a rule asks, in words. */
export function ruleText(rule: Rule, { t, percent, lang }: Words): string {
  const asks = [
    ...(rule.percent === undefined ? [] : [t('presence.rule.percent', { percent: percent(rule.percent / 100) })]),
    ...(rule.checks === undefined ? [] : [t('presence.rule.checks', { n: rule.checks })]),
    ...(rule.replay ? [t('presence.rule.replay')] : []),
  ];
  return new Intl.ListFormat(lang).format(asks);
}

function OwnTime(): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const rule = useView((view: PresenceView) => view.presence?.rule);
  const { staff } = useRights();
  const own = useOwn();
  const minutes = (n: number): string => t('presence.minutes', { n });
  const was = own && (own.first !== undefined || own.corrected !== undefined);
  // Of the team who was not there knows it.
  if (own === undefined || (staff && !was)) return null;
  return (
    <section aria-labelledby="after-own" data-testid="after-own">
      <h3 id="after-own">{t('presence.own')}</h3>
      {!was && <p>{t('presence.own.none')}</p>}
      {was && (
        <p class="row">
          <span>{t('presence.own.time', { own: minutes(own.minutes), all: minutes(minutesOf(own.length)) })} {own.answered > 0 && t('presence.own.answered', { n: own.answered })}</span>
          {own.completed !== undefined && <Badge tone={own.completed ? 'good' : 'plain'} testid="own-completed">{t(own.completed ? 'presence.completed' : 'presence.completed.not')}</Badge>}
        </p>
      )}
      {own?.corrected?.why !== undefined && <p data-testid="own-corrected">{t('presence.corrected', { own: minutes(own.corrected.minutes), why: `\u2068${own.corrected.why}\u2069` })}</p>}
      {rule && <p class="hint">{t('presence.rule', { rule: ruleText(rule, words) })}</p>}
    </section>
  );
}

/** null: one was never here. */
function useOwn(): Own | null | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const rule = useView((view: PresenceView) => JSON.stringify(view.presence?.rule));
  const [own, setOwn] = useState<Own | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    const set = (found: Own | null): void => {
      if (!gone) setOwn(found);
    };
    session.query('attendance.own', { room }).then((found) => set(found as unknown as Own), () => set(null));
    return () => {
      gone = true;
    };
  }, [session, room, rule]);
  return own;
}
