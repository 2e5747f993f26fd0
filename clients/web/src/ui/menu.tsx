// SPDX-License-Identifier: Apache-2.0
// A menu of acts after the ARIA pattern: arrows move, a letter finds, Escape and Tab close it.
import type { ComponentChildren, JSX } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { menuPlace } from './place.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly hint?: string;
  /** Weighty: it is red, and asks before it acts. */
  readonly danger?: boolean;
  /** One of several that exclude each other; with `toggle` one that is on or off. */
  readonly checked?: boolean;
  readonly toggle?: boolean;
  readonly lang?: string;
  readonly testid?: string;
  readonly onChoose: () => void;
}
/** A line between, or the heading of what follows. */
export type MenuPart = MenuItem | 'line' | { readonly heading: string };

interface MenuProps {
  readonly items: readonly MenuPart[];
  /** What the button says; with `icon` it is said to screen readers alone. */
  readonly label: string;
  readonly icon?: IconName;
  /** Beside the icon, in sight. */
  readonly children?: ComponentChildren;
  readonly kind?: 'plain' | 'quiet';
  readonly busy?: boolean;
  readonly testid?: string;
  /** Its end meets the button's end, for a button at the end of a line. */
  readonly end?: boolean;
}

export function Menu({ items, label, icon, children, kind = 'plain', busy, testid, end = true }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const close = (back: boolean): void => {
    setOpen(false);
    if (back) button.current?.focus();
  };
  const bare = icon !== undefined && !children;
  return (
    <>
      <button
        ref={button} type="button" class={bare ? 'button-icon' : `button button-${kind} menu-button`} aria-haspopup="menu" aria-expanded={open}
        aria-controls={open ? id : undefined} aria-label={bare ? label : undefined} title={bare ? label : undefined} data-testid={testid}
        aria-disabled={busy ? 'true' : undefined}
        onClick={() => !busy && setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || busy) return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      >
        {icon && <Icon name={icon} />}
        {!bare && <span>{children ?? label}</span>}
        {!bare && <Icon name="open" end />}
      </button>
      {open && <MenuList id={id} label={label} items={items} button={button.current} end={end} onClose={close} />}
    </>
  );
}

function MenuList({ id, label, items, button, end, onClose }: {
  id: string; label: string; items: readonly MenuPart[]; button: HTMLElement | null; end: boolean; onClose: (back: boolean) => void;
}): JSX.Element {
  const { dir } = useWords();
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element || !button) return undefined;
    // In the top layer nothing cuts it off; where there is none it is fixed.
    if ('showPopover' in element) element.showPopover();
    const { left, top } = menuPlace(button.getBoundingClientRect(), { width: element.offsetWidth, height: element.offsetHeight },
      { width: innerWidth, height: innerHeight }, dir === 'rtl', end);
    element.style.insetInlineStart = dir === 'rtl' ? 'auto' : `${left}px`;
    element.style.insetInlineEnd = dir === 'rtl' ? `${innerWidth - left - element.offsetWidth}px` : 'auto';
    element.style.insetBlockStart = `${top}px`;
    (element.querySelector<HTMLElement>('[aria-checked="true"]') ?? element.querySelector<HTMLElement>('[role^="menuitem"]'))?.focus();
    const outside = (event: Event): void => {
      const target = event.target as Node;
      if (!element.contains(target) && !button.contains(target)) onClose(false);
    };
    // Carried away by what scrolls, the button leaves its menu behind.
    const before = button.getBoundingClientRect().top;
    const scrolled = (): void => {
      if (button.getBoundingClientRect().top !== before) onClose(false);
    };
    addEventListener('pointerdown', outside, true);
    addEventListener('scroll', scrolled, true);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('scroll', scrolled, true);
    };
  }, []);
  const choose = (item: MenuItem): void => {
    onClose(true);
    item.onChoose();
  };
  return (
    <div
      ref={menu} id={id} class="menu" role="menu" aria-label={label} popover="manual" onKeyDown={(event) => menuKey(event, menu.current, onClose)}
    >
      {items.map((item, index) => {
        if (item === 'line') return <hr key={index} />;
        if ('heading' in item) return <p key={index} class="menu-part" role="presentation">{item.heading}</p>;
        return (
          <button
            key={index} type="button" role={item.checked === undefined ? 'menuitem' : item.toggle ? 'menuitemcheckbox' : 'menuitemradio'} aria-checked={item.checked} lang={item.lang} tabIndex={-1}
            class={item.danger ? 'menu-item menu-danger' : 'menu-item'} data-testid={item.testid} onClick={() => choose(item)}
          >
            {item.icon && <Icon name={item.icon} />}
            <span>{item.label}{item.hint && <small>{item.hint}</small>}</span>
            {item.checked && <Icon name="check" />}
          </button>
        );
      })}
    </div>
  );
}

function menuKey(event: KeyboardEvent, menu: HTMLElement | null, onClose: (back: boolean) => void): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const moves: { readonly [key: string]: number } = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const to = moves[event.key];
  event.stopPropagation();
  if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault();
    onClose(true);
  } else if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  } else if (event.key.length === 1 && event.key !== ' ') {
    const next = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    next.find((item) => item.innerText.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  }
}
