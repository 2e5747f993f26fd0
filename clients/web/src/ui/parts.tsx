// SPDX-License-Identifier: Apache-2.0
// Small parts that every page is made of.
import type { ComponentChildren, JSX } from 'preact';
import { useAt } from '../core/clock.ts';
import { personName, roleName, useWords } from '../i18n/context.tsx';
import type { Failure } from '../core/queue.ts';
import type { Role } from '../core/views.ts';
import { go, pathOf } from '../core/router.ts';
import type { Route } from '../core/router.ts';
import { Awaited } from './awaited.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

type Kind = 'plain' | 'strong' | 'quiet' | 'danger';

interface ButtonProps {
  readonly kind?: Kind;
  readonly small?: boolean;
  readonly icon?: IconName;
  readonly submit?: boolean;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly testid?: string;
  readonly onClick?: () => void;
  readonly children: ComponentChildren;
}

/** While busy it keeps the focus and takes no press. */
export function Button({ kind = 'plain', small, icon, submit, busy, disabled, pressed, testid, onClick, children }: ButtonProps): JSX.Element {
  return (
    <button
      type={submit ? 'submit' : 'button'} class={`button button-${kind}${small ? ' button-small' : ''}`} disabled={disabled ?? false}
      aria-disabled={busy ? 'true' : undefined} aria-pressed={pressed} data-testid={testid}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly busy?: boolean;
  readonly testid?: string;
  /** Of what opens something: whether it stands open. */
  readonly expanded?: boolean;
  readonly onClick: () => void;
}

export function IconButton({ icon, label, busy, expanded, testid, onClick }: IconButtonProps): JSX.Element {
  return (
    <button
      type="button" class="button-icon" aria-label={label} title={label} data-testid={testid}
      aria-disabled={busy ? 'true' : undefined} aria-expanded={expanded} onClick={busy ? undefined : onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** What a plain press of a link does here; one that is to open it elsewhere is the browser's. */
export function followed(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}

export function Link({ to, hash = '', class: className, testid, children }: {
  to: Route; hash?: string; class?: string; testid?: string; children: ComponentChildren;
}): JSX.Element {
  const follow = followed(() => go(to, hash));
  return <a href={pathOf(to) + (hash && `#${hash}`)} class={className} data-testid={testid} onClick={follow}>{children}</a>;
}

export function Badge({ tone, children, testid }: {
  tone: 'plain' | 'accent' | 'fresh' | 'live' | 'warm' | 'good'; children: ComponentChildren; testid?: string;
}): JSX.Element {
  return <span class={`badge badge-${tone}`} data-testid={testid}>{children}</span>;
}

/** A refusal in the person's language, next to what was refused. */
export function Refusal({ error, id }: { error: Failure | undefined; id?: string }): JSX.Element {
  const { t } = useWords();
  return (
    <p class="refusal" role="status" id={id} data-testid="refusal">
      {error && t('app.error', { error: t(`error.${error}`) })}
    </p>
  );
}

const HUES = 6;

/** The first letter, or the number, of a name on a calm colour that stays with the person. */
export function Avatar({ id, name }: { id: string; name: string | undefined }): JSX.Element {
  const shown = personName(useWords(), name);
  const number = /\d{1,3}$/.exec(name ?? '')?.[0];
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return <span class={`avatar hue-${sum % HUES}`} aria-hidden="true">{number ?? [...shown.trim()][0] ?? '·'}</span>;
}

/** A person's name, isolated from the direction around it, with the role in words where it says more. */
export function Name({ name, role, you }: { name: string | undefined; role?: Role | undefined; you?: boolean }): JSX.Element {
  const words = useWords();
  const shown = personName(words, name);
  const title = role && role !== 'participant' ? roleName(words, role) : '';
  return (
    <>
      <bdi class="name">{you ? words.t('name.you', { name: shown }) : shown}</bdi>
      {title !== '' && title !== shown && <span class="role">{title}</span>}
    </>
  );
}

export function Time({ at, now, text }: { at: number; now: number; text?: string }): JSX.Element {
  const words = useWords();
  return <time dateTime={new Date(at).toISOString()} title={words.full(at)}>{text ?? words.moment(at, now)}</time>;
}

/** How long ago, as time goes on. */
export function Ago({ at }: { at: number }): JSX.Element {
  const { ago } = useWords();
  return <Time at={at} now={0} text={useAt((now) => ago(at, now))} />;
}

/** What will stand here, and the first step towards it. */
export function Empty({ icon, children, action }: { icon: IconName; children: ComponentChildren; action?: ComponentChildren }): JSX.Element {
  return <div class="empty"><Icon name={icon} /><p>{children}</p>{action}</div>;
}

/** Says that something is new, and nothing else. */
export function Dot({ label }: { label: string }): JSX.Element {
  return <><span class="dot" aria-hidden="true" /><span class="hidden">{label}</span></>;
}

/** What came while one reads elsewhere: a press leads there. */
export function Pill({ children, onClick, testid }: { children: ComponentChildren; onClick: () => void; testid?: string }): JSX.Element {
  return <div class="pill"><Button kind="strong" icon="down" onClick={onClick} {...(testid ? { testid } : {})}>{children}</Button></div>;
}

export function Spinner({ label }: { label: string }): JSX.Element {
  return <Awaited><p class="spinner" role="status"><span class="spinner-dots" aria-hidden="true"><i /><i /><i /></span>{label}</p></Awaited>;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly count?: number; readonly waits?: boolean }[];
  readonly onChange: (value: T) => void;
}

/** A few alternatives side by side: radios that look like a strip. */
export function Choice<T extends string>({ label, name, value, options, onChange }: ChoiceProps<T>): JSX.Element {
  return (
    <fieldset class="choice">
      <legend class="hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} class="choice-option">
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}{option.count ? <Count value={option.count} waits={option.waits ?? false} /> : null}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** `waits`: not news, but what somebody has to do. */
export function Count({ value, waits }: { value: number; waits?: boolean }): JSX.Element {
  const { number } = useWords();
  return <span class={waits ? 'count count-waits' : 'count'}>{number(value)}</span>;
}
