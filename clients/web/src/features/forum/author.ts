// SPDX-License-Identifier: Apache-2.0
// Who wrote something: somebody with a name, or a pseudonym, which is another in every discussion.
import type { Words } from '../../i18n/index.ts';
import { personName } from '../../i18n/context.tsx';

interface Written {
  readonly by: string;
  readonly name?: string;
  /** A guest: said wherever their name is. */
  readonly visitor?: boolean | undefined;
}

/** The server's pseudonyms begin so; no person's id does. */
export const isNameless = (by: string): boolean => by.startsWith('*');

/** The person was erased, and their name and words with them: the place stays. */
export const isErased = ({ by, name, text, deleted }: Written & { readonly text?: string | undefined; readonly deleted?: boolean | undefined }): boolean =>
  !deleted && !isNameless(by) && !name && !text;

/** A pseudonym is told from others of its discussion by a few of its letters. */
export function authorName(words: Words, { by, name, visitor }: Written): string {
  const code = by.replace(/[^A-Za-z0-9]/g, '').slice(0, 3).toUpperCase();
  return isNameless(by) ? words.t('forum.nameless', { code }) : visitor ? `${personName(words, name)} (${words.t('role.visitor')})` : personName(words, name);
}
