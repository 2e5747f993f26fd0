// SPDX-License-Identifier: Apache-2.0
// What people wrote with marks, as it is read. No component for each mark: a long text has hundreds.
import type { ComponentChild, JSX } from 'preact';
import type { Dir } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { Cited, citedBy } from './cited.tsx';
import { memo } from './memo.tsx';
import { blocks } from '../core/markdown.ts';
import type { Block, Inline } from '../core/markdown.ts';

// Of a long text a stretch of blocks is laid out when it comes into sight. Until then it is about as tall as its lines say:
// were it taken for half of that, twice as many would be laid out to find out.
const STRETCH = 8;
const LETTERS = 70;
const LINE_REM = 1.6;
const GAP_REM = 0.5;

export const Markup = memo<{ readonly text: string; readonly dir: Dir | 'auto' }>(({ text, dir }) => {
  const opens = useWords().t('app.opens');
  const read = blocks(text);
  const [only] = read;
  if (read.length === 1 && only?.kind === 'text') return <div class="prose markup" dir={dir}>{words(only.inside, opens)}</div>;
  return <div class="prose markup markup-blocks" dir={dir}>{read.length <= 2 * STRETCH ? drawn(read, opens) : stretches(read, opens)}</div>;
});

const drawn = (read: readonly Block[], opens: string): ComponentChild[] => read.map((block, at) => piece(block, at, opens));

function stretches(read: readonly Block[], opens: string): ComponentChild[] {
  return Array.from({ length: Math.ceil(read.length / STRETCH) }, (_, at) => (
    stretch(read.slice(at * STRETCH, (at + 1) * STRETCH), at, opens)
  ));
}

function stretch(read: readonly Block[], key: number, opens: string): JSX.Element {
  const rem = read.reduce((sum, block) => sum + linesOf(block) * LINE_REM + GAP_REM, 0);
  return <div key={key} class="markup-blocks markup-stretch" style={{ '--tall': `${Math.round(rem)}rem` }}>{drawn(read, opens)}</div>;
}

/** In how many lines it stands in a column of a usual width, about. */
function linesOf(block: Block): number {
  switch (block.kind) {
    case 'code': return block.text.split('\n').length + 1;
    case 'list': return block.items.reduce((sum, item) => sum + lines(item), 0);
    default: return lines(block.inside);
  }
}

const lines = (inside: readonly Inline[]): number => said(inside).split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / LETTERS), 0);

const said = (inside: readonly Inline[]): string => inside.map((one) => ('inside' in one ? said(one.inside) : one.text)).join('');

function piece(block: Block, key: number, opens: string): JSX.Element {
  switch (block.kind) {
    case 'code': return <pre key={key} dir="ltr" tabIndex={0}><code>{block.text}</code></pre>;
    case 'quote': return <blockquote key={key}>{words(block.inside, opens)}</blockquote>;
    case 'list': {
      const items = block.items.map((item, at) => <li key={at}>{words(item, opens)}</li>);
      return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
    }
    default: return <p key={key}>{words(block.inside, opens)}</p>;
  }
}

/** `opens`: what is said of a link to those who do not see where it leads. */
function words(inside: readonly Inline[], opens: string): ComponentChild[] {
  return inside.map((one, at) => {
    switch (one.kind) {
      case 'code': return <code key={at} dir="ltr">{one.text}</code>;
      case 'strong': return <strong key={at}>{words(one.inside, opens)}</strong>;
      case 'em': return <em key={at}>{words(one.inside, opens)}</em>;
      case 'link': {
        const cited = citedBy(one.href);
        return cited ? <Cited key={at} to={cited} address={one.text} /> : (
          <a key={at} href={one.href} target="_blank" rel="noopener noreferrer nofollow ugc" {...(one.text.includes('://') ? { dir: 'ltr' as const } : {})}>
            {one.text}<span class="hidden"> {opens}</span>
          </a>
        );
      }
      default: return one.text;
    }
  });
}
