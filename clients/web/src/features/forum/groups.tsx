// SPDX-License-Identifier: Apache-2.0
// Choosing the groups that a discussion is for.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Choice } from '../../ui/parts.tsx';
import { useFacts } from './facts.ts';
import type { ForumView } from './view.ts';

export interface Named {
  readonly number: number;
  readonly name: string;
  readonly lang: string;
}

/** Those that one may choose: for a discussion that is there, among those that it is for. */
export function useChoosable(): readonly Named[] {
  const { lang } = useWords();
  const known = useView((view: ForumView) => view.cohort?.cohorts);
  const { cohorts: among } = useFacts();
  return Object.entries(known ?? {}).map(([number, { title }]) => {
    const { text, lang: said } = spoken(title, lang);
    return { number: Number(number), name: text, lang: said };
  }).filter(({ number }) => !among || among.includes(number));
}

export function Groups({ label, groups, chosen, onChoose }: {
  label: string; groups: readonly Named[]; chosen: readonly number[]; onChoose: (chosen: readonly number[]) => void;
}): JSX.Element {
  const toggle = (number: number): void => onChoose(chosen.includes(number) ? chosen.filter((each) => each !== number) : [...chosen, number]);
  return (
    <fieldset class="stack">
      <legend>{label}</legend>
      {groups.map(({ number, name, lang }) => (
        <label key={number} class="check">
          <input type="checkbox" checked={chosen.includes(number)} data-testid={`for-${number}`} onChange={() => toggle(number)} />
          <span lang={lang} dir="auto">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Whom a new discussion is for: everybody, unless some groups are chosen. What is to be sent of it; `ready`: enough was
 *  chosen. Without a group there is nothing to choose. */
export function useFor(): { readonly field: JSX.Element | null; readonly ready: boolean; readonly sent: { readonly cohorts?: number[] } } {
  const { t } = useWords();
  const groups = useChoosable();
  const [some, setSome] = useState<'all' | 'some'>('all');
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const stands = groups.length === 1 ? groups.map(({ number }) => number) : chosen.filter((number) => groups.some((each) => each.number === number));
  const only = some === 'some' && groups.length > 0;
  const alone = groups.length === 1 ? groups[0]!.name : t('forum.for.some');
  const field = groups.length === 0 ? null : (
    <>
      <Choice label={t('forum.for')} name="forum-for" value={some} onChange={setSome} options={[{ value: 'all', label: t('forum.for.all') }, { value: 'some', label: alone }]} />
      {only && groups.length > 1 && <Groups label={t('forum.for.some')} groups={groups} chosen={chosen} onChoose={setChosen} />}
    </>
  );
  return { field, ready: !only || stands.length > 0, sent: only ? { cohorts: [...stands] } : {} };
}
