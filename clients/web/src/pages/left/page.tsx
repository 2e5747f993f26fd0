// SPDX-License-Identifier: Apache-2.0
// What was not sent before the browser was closed, long ago: told, and sent or thrown away as the person says. And what was
// done without a network, or before the page was loaded again, and was not taken when it was sent: with its words, for its
// place may be gone.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import { draftGet } from '../../core/draft.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Copy } from '../../ui/waits.tsx';
import { leftDrop, leftSend } from './take.ts';
import './style.css';

const KINDS = ['chat', 'poll', 'question', 'forum'] as const;

export function LeftOver({ session }: { session: Session }): JSX.Element {
  return (
    <>
      <Unsent session={session} />
      <Refused session={session} />
    </>
  );
}

function Unsent({ session }: { session: Session }): JSX.Element | null {
  const { t, ago } = useWords();
  const left = useStore(session.queue.left);
  const now = useNow(60_000);
  if (left.length === 0) return null;
  const since = ago(Math.min(...left.map(({ at = now }) => at)), now);
  const each = (act: typeof leftDrop): void => left.forEach((command) => act(session.queue, command));
  return (
    <section class="left-over" aria-labelledby="left-over" data-testid="left">
      <h2 id="left-over">{t('left.title', { n: left.length })}</h2>
      <p class="hint">{t('left.hint', { time: since })}</p>
      <ul>{left.map((command) => <li key={command.op}><Kind command={command} /> <span dir="auto">{textOf(command)}</span></li>)}</ul>
      <div class="row">
        <Button kind="strong" onClick={() => each(leftSend)} testid="left-send">{t('left.send')}</Button>
        <Button onClick={() => each(leftDrop)} testid="left-drop">{t('left.drop')}</Button>
      </div>
    </section>
  );
}

function Refused({ session }: { session: Session }): JSX.Element | null {
  const { t, ago } = useWords();
  const refused = useStore(session.queue.failed).filter(({ late }) => late);
  const now = useNow(60_000);
  const drop = ({ op, place, data }: Command): void => {
    session.queue.dismiss(op);
    // In the field where it was written the same words stand.
    if (place !== undefined && [place, `${place}/text`].some((field) => draftGet(field) === data['text'])) session.letGo(place);
  };
  // Whoever has scrolled does not see the top of the page.
  const before = useRef(0);
  useEffect(() => {
    if (refused.length > before.current) notify(t('left.refused', { n: refused.length }));
    before.current = refused.length;
  }, [refused.length]);
  if (refused.length === 0) return null;
  return (
    <section class="left-over" aria-labelledby="left-refused" data-testid="left-refused">
      <h2 id="left-refused">{t('left.refused', { n: refused.length })}</h2>
      <ul>
        {refused.map(({ command, error }) => (
          <li key={command.op} class="stack" data-testid="left-refused-one">
            <p>
              <Kind command={command} /> <span class="meta">{ago(command.at ?? now, now)}</span>
              {' · '}{t(`error.${error}`)}
            </p>
            {textOf(command) !== '' && <p class="prose" dir="auto">{textOf(command)}</p>}
            <div class="row">
              {textOf(command) !== '' && <Copy text={textOf(command)} />}
              <Button kind="quiet" onClick={() => drop(command)} testid="left-refused-drop">{t('left.drop')}</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Kind({ command }: { command: Command }): JSX.Element {
  const { t } = useWords();
  const kind = KINDS.find((each) => command.method.startsWith(`${each}.`)) ?? 'other';
  return <strong>{t(`left.kind.${kind}`)}</strong>;
}

function textOf({ data }: Command): string {
  return [data['title'], data['text']].filter((text) => typeof text === 'string').join(' · ');
}
