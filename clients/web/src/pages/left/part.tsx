// SPDX-License-Identifier: Apache-2.0
// What was not sent before the browser was closed, long ago: told, and sent or thrown away as the person says.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import type { Command } from '../../core/command.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';

const KINDS = ['chat', 'poll', 'question', 'forum'] as const;

export function LeftOver({ session }: { session: Session }): JSX.Element | null {
  const { t, ago } = useWords();
  const left = useStore(session.queue.left);
  const now = useNow(60_000);
  if (left.length === 0) return null;
  const since = ago(Math.min(...left.map(({ at = now }) => at)), now);
  const each = (act: (op: string) => void): void => left.forEach(({ op }) => act(op));
  return (
    <section class="left-over" aria-labelledby="left-over" data-testid="left">
      <h2 id="left-over">{t('left.title', { n: left.length })}</h2>
      <p class="hint">{t('left.hint', { time: since })}</p>
      <ul>{left.map((command) => <li key={command.op}><Kind command={command} /> <span dir="auto">{textOf(command)}</span></li>)}</ul>
      <div class="row">
        <Button kind="strong" onClick={() => each((op) => session.queue.leftSend(op))} testid="left-send">{t('left.send')}</Button>
        <Button onClick={() => each((op) => session.queue.leftDrop(op))} testid="left-drop">{t('left.drop')}</Button>
      </div>
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
