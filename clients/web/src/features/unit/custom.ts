// SPDX-License-Identifier: Apache-2.0
// What a tool is told of an activity, as it is written: a line for each, NAME=TEXT.
import { chars } from '../../core/text.ts';

/** CUSTOM, CUSTOM_NAME_CHARS and CUSTOM_CHARS of protocol/bounds.def. */
const LINES = 10;
const NAME_CHARS = 40;
const TEXT_CHARS = 200;

/** As many lines as there may be, each as long as it may be. */
export const CUSTOM_TEXT_CHARS = LINES * (NAME_CHARS + TEXT_CHARS + 2);

export function customWritten(custom: { readonly [name: string]: string } = {}): string {
  return Object.entries(custom).map(([name, text]) => `${name}=${text}`).join('\n');
}

/** Undefined: a line is none, a name stands twice, or there is too much of it. */
export function customOf(written: string): { readonly [name: string]: string } | undefined {
  const custom = new Map<string, string>();
  for (const line of written.split('\n').map((each) => each.trim()).filter((each) => each !== '')) {
    const [, name = '', text = ''] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
    if (name === '' || name.length > NAME_CHARS || chars(text) > TEXT_CHARS || custom.has(name)) return undefined;
    custom.set(name, text);
  }
  return custom.size <= LINES ? Object.fromEntries(custom) : undefined;
}
