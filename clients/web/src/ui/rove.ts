// SPDX-License-Identifier: Apache-2.0
// A list is one stop for the keyboard: Tab comes to the row one was on, arrows, Home and End go through
// the rows, the menu key opens a row's acts. Rows are elements with `data-row` and tabIndex -1; what
// stands in a row is reached by Tab from that row alone.
import { useLayoutEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

const CONTROLS = 'button, a[href], select, input, summary';

/** `last`: one enters at the end, where the newest stands. */
export function useRove(list: RefObject<HTMLElement | null>, last = false): void {
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    let current: HTMLElement | undefined;
    const rows = (): HTMLElement[] => [...element.querySelectorAll<HTMLElement>('[data-row]')];
    const enter = (row: HTMLElement | undefined): void => {
      if (row === current) return;
      if (current) stops(current, false);
      current = row;
      if (row) stops(row, true);
    };
    const settle = (changed: Iterable<HTMLElement>): void => {
      if (!current?.isConnected) current = undefined;
      for (const row of changed) if (row !== current) stops(row, false);
      if (current) stops(current, true);
      else enter(last ? rows().at(-1) : rows()[0]);
    };
    const focused = (event: FocusEvent): void => {
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
      if (row && element.contains(row)) enter(row);
    };
    const keydown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented) return;
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
      if (!row) return;
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
        const acts = row.querySelector<HTMLElement>('[data-acts] button');
        if (acts) event.preventDefault();
        acts?.click();
        return;
      }
      // Within a row arrows belong to what has the focus.
      if (event.target !== row) return;
      const all = rows();
      const to = step(event.key, all.indexOf(row), all.length);
      if (to === undefined) return;
      event.preventDefault();
      all[to]?.focus();
    };
    settle(rows());
    // Only what came or changed is looked at: a list may have thousands of rows.
    const watch = new MutationObserver((records) => settle(changedRows(records)));
    watch.observe(element, { childList: true, subtree: true });
    element.addEventListener('focusin', focused);
    element.addEventListener('keydown', keydown);
    return () => {
      watch.disconnect();
      element.removeEventListener('focusin', focused);
      element.removeEventListener('keydown', keydown);
    };
  }, [list, last]);
}

function changedRows(records: readonly MutationRecord[]): Set<HTMLElement> {
  const rows = new Set<HTMLElement>();
  for (const { target, addedNodes } of records) {
    const within = target instanceof HTMLElement && target.closest<HTMLElement>('[data-row]');
    if (within) rows.add(within);
    for (const node of addedNodes) {
      if (!(node instanceof HTMLElement)) continue;
      if (node.matches('[data-row]')) rows.add(node);
      for (const row of node.querySelectorAll<HTMLElement>('[data-row]')) rows.add(row);
    }
  }
  return rows;
}

/** Where a key leads from the row `at` of `count`; undefined: nowhere. It does not go round. */
export function step(key: string, at: number, count: number): number | undefined {
  const moves: { readonly [key: string]: number } = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  const to = moves[key];
  return to === undefined ? undefined : Math.max(0, Math.min(to, count - 1));
}

function stops(row: HTMLElement, on: boolean): void {
  const index = on ? 0 : -1;
  if (row.tabIndex !== index) row.tabIndex = index;
  for (const control of row.querySelectorAll<HTMLElement>(CONTROLS)) {
    if (control.tabIndex !== index && !control.closest('[role="menu"]')) control.tabIndex = index;
  }
}
