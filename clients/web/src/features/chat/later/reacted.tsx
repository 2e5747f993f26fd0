// SPDX-License-Identifier: Apache-2.0
// What people reacted to a message with, and how often; one's own is pressed.
import type { JSX } from 'preact';
import { useRights, useView } from '../../../core/here.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { KINDS, KIND_NAMES } from '../kinds.ts';
import type { ChatView } from '../view.ts';

export function Reacted({ seq, sums }: { seq: number; sums: { readonly [kind: string]: number } }): JSX.Element {
  const { t, number } = useWords();
  const { may } = useRights();
  const { run } = useAct();
  const own = useView((view: ChatView) => view.me.chat?.reacted?.[seq]) ?? [];
  return (
    <p class="message-reactions">
      {KIND_NAMES.filter((kind) => sums[kind]).map((kind) => (
        <button key={kind} type="button" aria-pressed={own.includes(kind)} aria-label={`${t(`chat.kind.${kind}`)}: ${number(sums[kind] ?? 0)}`}
          aria-disabled={may('chat.react') ? undefined : 'true'} data-testid={`reacted-${kind}-${seq}`}
          onClick={() => may('chat.react') && void run('chat.react', { message: seq, kind, on: !own.includes(kind) })}>
          {KINDS[kind]} {number(sums[kind] ?? 0)}
        </button>
      ))}
    </p>
  );
}
