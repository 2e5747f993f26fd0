// SPDX-License-Identifier: Apache-2.0
// What the course asks for before somebody has completed it; the host says it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { RULES, unitsOf } from './view.ts';
import type { CompletionView, Rule, Rules } from './view.ts';

const DIGITS = 4;

export function Asked(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const rules = useView((view: CompletionView) => view.completion?.rules) ?? {};
  const [open, setOpen] = useState(false);
  const list = RULES.flatMap((rule) => (rules[rule] ? [t(`completion.left.${rule}`, { n: rules[rule] })] : []));
  return (
    <section aria-labelledby="asked">
      <div class="section-head">
        <h2 id="asked">{t('completion.asked')}</h2>
        {may('completion.rules') && <Button small onClick={() => setOpen(true)} testid="rules">{t('completion.set')}</Button>}
      </div>
      <p class="meta" data-testid="rules-said">{list.length > 0 ? list.join(t('completion.and')) : t('completion.asked.none')}</p>
      {open && <Form rules={rules} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Form({ rules, onClose }: { rules: Rules; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [said, setSaid] = useState<{ readonly [rule in Rule]?: string }>(Object.fromEntries(RULES.map((rule) => [rule, rules[rule] ? String(rules[rule]) : ''])));
  const [fault, setFault] = useState(false);
  const counting = unitsOf(useView((view: CompletionView) => view.unit)).reduce((sum, { items }) => sum + items.length, 0);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const numbers = RULES.flatMap((rule) => (said[rule]?.trim() ? [[rule, Number(said[rule])] as const] : []));
    const good = numbers.every(([, n]) => Number.isInteger(n) && n >= 1 && n <= BOUNDS.COMPLETION);
    setFault(!good);
    if (good && await run('completion.rules', Object.fromEntries(numbers))) onClose();
  };
  return (
    <Dialog title={t('completion.set')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void send(event)}>
        <p class="hint">{t('completion.set.hint', { n: counting })}</p>
        {RULES.map((rule) => <TextField key={rule} label={t(`completion.rule.${rule}`)} keys="numeric" value={said[rule] ?? ''} max={DIGITS} onInput={(text) => setSaid({ ...said, [rule]: text })} testid={`rule-${rule}`} />)}
        <p class="refusal" role="alert">{fault && t('completion.set.fault', { n: BOUNDS.COMPLETION })}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="rules-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
