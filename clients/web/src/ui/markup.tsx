// SPDX-License-Identifier: Apache-2.0
// What people wrote with marks, as it is read.
import type { JSX } from 'preact';
import type { Dir } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Cited, citedBy } from './cited.tsx';
import { memo } from './memo.tsx';
import { blocks } from '../core/markdown.ts';
import type { Block, Inline } from '../core/markdown.ts';

export const Markup = memo<{ readonly text: string; readonly dir: Dir | 'auto' }>(({ text, dir }) => {
  const read = blocks(text);
  const [only] = read;
  return (
    <div class="prose markup" dir={dir}>
      {read.length === 1 && only?.kind === 'text' ? <Words inside={only.inside} /> : read.map((block, at) => <Piece key={at} block={block} />)}
    </div>
  );
});

function Piece({ block }: { block: Block }): JSX.Element {
  switch (block.kind) {
    case 'code': return <pre dir="ltr" tabIndex={0}><code>{block.text}</code></pre>;
    case 'quote': return <blockquote><Words inside={block.inside} /></blockquote>;
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}><Words inside={item} /></li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    default: return <p><Words inside={block.inside} /></p>;
  }
}

function Words({ inside }: { inside: readonly Inline[] }): JSX.Element {
  const { t } = useWords();
  return (
    <>
      {inside.map((piece, at) => {
        switch (piece.kind) {
          case 'code': return <code key={at} dir="ltr">{piece.text}</code>;
          case 'strong': return <strong key={at}><Words inside={piece.inside} /></strong>;
          case 'em': return <em key={at}><Words inside={piece.inside} /></em>;
          case 'link': {
            const cited = citedBy(piece.href);
            return cited ? <Cited key={at} to={cited} address={piece.text} /> : (
            <a key={at} href={piece.href} target="_blank" rel="noopener noreferrer nofollow ugc" {...(piece.text.includes('://') ? { dir: 'ltr' as const } : {})}>
              {piece.text}<span class="hidden"> {t('app.opens')}</span>
            </a>
            );
          }
          default: return piece.text;
        }
      })}
    </>
  );
}
