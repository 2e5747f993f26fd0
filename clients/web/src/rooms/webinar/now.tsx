// SPDX-License-Identifier: Apache-2.0
// What happens now, on whatever tab one is: an open poll or its results, the question being answered. Under the
// picture where there is room, else one line that opens. What is in sight in a panel is not told twice.
import type { JSX } from 'preact';
import type { BesideProps } from '../../core/feature.ts';
import { useView } from '../../core/here.ts';
import type { RoomView } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FEATURES } from './features.ts';
import { partOf } from './rest.ts';

const NOWS = FEATURES.flatMap(({ id, Now: own }) => {
  const Part = partOf(id, 'Now', own);
  return Part ? [{ id, Part }] : [];
});
// What has a part of its own of a session that is over says nothing here.
const AFTER = FEATURES.filter(({ during, later }) => !during && !later?.includes('After'));

export type Staged = RoomView & { readonly stage?: { readonly phase?: string } };

export function Now({ inSight, open, line }: BesideProps & { readonly line: boolean }): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const over = useView((view: Staged) => view.stage?.phase === 'ended');
  const features = over ? AFTER : FEATURES;
  const said = useView((view) => JSON.stringify(features.flatMap(({ now, tab }) => (now && !(tab && inSight(tab.id)) ? [now(view, words)] : []))));
  const lines = (JSON.parse(said) as (string | null)[]).filter((each): each is string => each !== null);
  // Only where there is something to tell: the parts of some are loaded when they are wanted.
  const telling = new Set(useView((view) => features.flatMap(({ id, now, Now: own }) => (own || now?.(view, words) ? [id] : [])).join()).split(','));
  const parts = NOWS.map(({ id, Part }) => telling.has(id) && <Part key={id} inSight={inSight} open={open} />);
  if (over && lines.length === 0) return null;
  if (!line) {
    return (
      <section class="now" aria-labelledby="now-title" data-testid="now">
        <h2 class="now-title" id="now-title">{t('room.now')}</h2>
        {parts}
        {lines.length === 0 && <p class="hint">{t('room.now.none')}</p>}
      </section>
    );
  }
  if (lines.length === 0) return null;
  return (
    <details class="now-line" data-testid="now">
      <summary><strong>{t('room.now')}</strong><Line text={lines[0] ?? ''} /><Icon name="open" end /></summary>
      <div class="now-body">{parts}</div>
    </details>
  );
}

/** What is between U+2068 and U+2069 is in a direction of its own, and is cut at its own end. */
export function Line({ text }: { text: string }): JSX.Element {
  const [before = '', own] = text.split(/[\u2068\u2069]/);
  return (
    <>
      {own !== undefined && <span>{before}</span>}
      <span class="cut" dir="auto" title={text}>{own ?? before}</span>
    </>
  );
}
