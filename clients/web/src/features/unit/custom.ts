// SPDX-License-Identifier: Apache-2.0
// What a tool is told of an activity, as it is written: a line for each, NAME=TEXT.
import { BOUNDS } from '../../core/contract.ts';
import { chars } from '../../core/text.ts';

/** As many lines as there may be, each as long as it may be. */
export const CUSTOM_TEXT_CHARS = BOUNDS.CUSTOM * (BOUNDS.CUSTOM_NAME_CHARS + BOUNDS.CUSTOM_CHARS + 2);

export function customWritten(custom: { readonly [name: string]: string } = {}): string {
  return Object.entries(custom).map(([name, text]) => `${name}=${text}`).join('\n');
}

/** Undefined: a line is none, a name stands twice, or there is too much of it. */
export function customOf(written: string): { readonly [name: string]: string } | undefined {
  const custom: { [name: string]: string } = {};
  for (const line of written.split('\n').map((each) => each.trim()).filter((each) => each !== '')) {
    const [, name = '', text = ''] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
    if (name === '' || name.length > BOUNDS.CUSTOM_NAME_CHARS || chars(text) > BOUNDS.CUSTOM_CHARS || Object.hasOwn(custom, name)) return undefined;
    custom[name] = text;
  }
  return Object.keys(custom).length <= BOUNDS.CUSTOM ? custom : undefined;
}
