// SPDX-License-Identifier: Apache-2.0
// The team goes through what was prepared by one key: a button, and Alt with N. What a press did is said and can be
// taken back; nothing that cannot be is done by it.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHere, useRights, useView } from '../../core/here.ts';
import type { Plan, Press, Step } from '../../core/plan.ts';
import { useSelect } from '../../core/store.ts';
import { useParts } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { movedTo, nextOf, stepsOf } from './view.ts';
import type { RunView } from './view.ts';

const KEYS: readonly string[] = ['Alt', 'N'];
const NO_STEPS: readonly string[] = [];

function usePlans(): readonly Plan[] {
  const parts = useParts();
  return Object.values(parts ?? {}).flatMap((part) => (part as { readonly plan?: Plan }).plan ?? []);
}

export function RunSheet(): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const here = useHere();
  // Of many features: whatever changes in the room may change a step.
  const view = useSelect(here.state, () => here.view) as unknown as RunView;
  const listed = useView(({ run }: RunView) => run?.steps) ?? NO_STEPS;
  const now = view.run?.now;
  const { sending, run, whole } = useAct();
  const plans = usePlans();
  const list = useRef<HTMLOListElement>(null);
  // Who goes on leaves the step before as it is: one notice stands, and not one for each.
  const told = useRef(() => {});
  useRove(list);
  const steps = stepsOf(plans, view, words);
  const keys = steps.map(({ key }) => key);
  const next = nextOf(steps, now, may);
  // Where the team is when it presses, which may be later than what is drawn.
  const at = (): string | undefined => (here.view as unknown as RunView).run?.now;
  const take = async (step: Step, press: Press): Promise<void> => {
    const now = at();
    const done = await whole(async (run) => {
      if (!(await run(press.method, press.data))) return false;
      if (step.key !== now) await run('run.go', { step: step.key });
      return true;
    });
    if (!done) return;
    const { undo } = press;
    const back = (): Promise<boolean> => whole(async (run) => {
      if (!undo || !(await run(undo.method, undo.data))) return false;
      return step.key === now || run('run.go', now === undefined ? {} : { step: now });
    });
    told.current();
    if (press.quiet) announce(press.said());
    else told.current = notify(press.said(), undo && { label: t('do.undo'), run: () => void back() });
  };
  const pressed = useRef(() => {});
  // As the button beside it: while something is on its way it takes no press.
  pressed.current = () => next && !sending && void take(next.step, next.press);
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyN' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      // Who holds it down goes on by one.
      if (!event.repeat) pressed.current();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
  if (!may('run.order')) return null;
  const put = async (order: readonly string[]): Promise<boolean> => run('run.order', { steps: [...order] });
  const move = (from: number, to: number): void => {
    void put(movedTo(keys, from, to)).then((done) => done && announce(t('run.moved', { place: to + 1, all: keys.length })));
  };
  const out = async (key: string): Promise<void> => {
    if (await put(keys.filter((each) => each !== key))) notify(t('run.taken'), { label: t('do.undo'), run: () => void put(keys) });
  };
  const does = (step: Step): Act[] => [step.more, step.press].flatMap((press) => (
    press && may(press.method) ? [{ label: press.label, testid: `run-do-${step.key}`, onChoose: () => void take(step, press) }] : []
  )).slice(0, 1);
  const puts = (step: Step, place: number): MenuItem[] => [
    ...(place > 0 ? [{ label: t('run.up'), testid: `run-up-${step.key}`, onChoose: () => move(place, place - 1) }] : []),
    ...(place < steps.length - 1 ? [{ label: t('run.down'), testid: `run-down-${step.key}`, onChoose: () => move(place, place + 1) }] : []),
    ...(step.own && listed.includes(step.key) ? [{ label: t('run.out'), testid: `run-out-${step.key}`, onChoose: () => void out(step.key) }] : []),
  ];
  return (
    <section class="sheet-part run" aria-labelledby="sheet-run" data-testid="run">
      <h3 id="sheet-run">{t('run.steps')}</h3>
      {next && (
        <div class="run-next" data-testid="run-next-line" data-step={next.step.key}>
          <Button kind="strong" icon="play" busy={sending} onClick={() => void take(next.step, next.press)} testid="run-next">
            {t('run.next', { act: next.press.label, title: next.step.title.text })}
          </Button>
          <span class="meta run-key" dir="ltr">{KEYS.map((key, at) => <>{at > 0 && ' + '}<kbd>{key}</kbd></>)}</span>
        </div>
      )}
      {steps.length === 0 && <p class="hint">{t('run.none')}</p>}
      {steps.length > 0 && !next && <p class="hint">{t(steps.some(({ state, press }) => state === 'ahead' && press) ? 'run.waits' : 'run.over')}</p>}
      <ol class="sheet-rows run-rows" ref={list}>
        {steps.map((step, place) => <li key={step.key} data-row tabIndex={-1}><Row step={step} now={step.key === now} does={does(step)} puts={puts(step, place)} busy={sending} /></li>)}
      </ol>
      <details class="fold" data-testid="run-add">
        <summary data-testid="run-add-open">{t('run.add')}</summary>
        <div class="run-add">
          {plans.map(({ kind, Add }) => Add && <Add key={kind} steps={keys} add={(key) => void put([...keys, key])} />)}
        </div>
      </details>
    </section>
  );
}

function Row({ step: { key, icon, title, detail, state }, now, does, puts, busy }: {
  step: Step; now: boolean; does: readonly Act[]; puts: readonly MenuItem[]; busy: boolean;
}): JSX.Element {
  const { t } = useWords();
  return (
    <div class={`sheet-row run-row run-${state}`} aria-current={now ? 'step' : undefined} data-testid={`run-step-${key}`} data-state={state}>
      <div>
        <p class="run-title"><Icon name={state === 'done' ? 'check' : icon} /><span class="cut" lang={title.lang} dir={title.dir ?? 'auto'} title={title.text}>{title.text}</span></p>
        <p class="meta">{now && <Badge tone="accent">{t('run.at')}</Badge>} {state === 'done' && <span>{t('run.done')} · </span>}{detail}</p>
      </div>
      {does.length > 0
        ? <Acts acts={[...does, ...puts]} label={t('run.acts', { title: title.text })} busy={busy} quiet />
        : puts.length > 0 && <span data-acts><Menu icon="more" label={t('run.acts', { title: title.text })} items={puts} busy={busy} /></span>}
    </div>
  );
}
