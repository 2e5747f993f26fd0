// SPDX-License-Identifier: Apache-2.0
// What people wrote: plain text with its own direction, in which addresses become links.
import type { JSX } from 'preact';
import { links } from '../core/links.ts';
import type { Dir } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';

export function Prose({ text, dir, class: className = '' }: { text: string; dir: Dir | 'auto'; class?: string }): JSX.Element {
  const { t } = useWords();
  return (
    <div class={`prose ${className}`} dir={dir}>
      {links(text).map((piece, index) => piece.href === undefined ? piece.text : (
        <a key={index} href={piece.href} dir="ltr" target="_blank" rel="noopener noreferrer nofollow ugc">
          {piece.text}<span class="hidden"> {t('app.opens')}</span>
        </a>
      ))}
    </div>
  );
}
