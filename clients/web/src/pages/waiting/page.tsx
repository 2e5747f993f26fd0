// SPDX-License-Identifier: Apache-2.0
// Before the door: which room it is, one's place in the line, what the team has to say. The page goes in by itself.
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/parts.tsx';

/** All that is shown of a room before its door. */
interface DoorView extends RoomView {
  readonly stage?: { readonly title?: Texts };
  readonly lobby?: { readonly line?: { readonly [ticket: string]: object }; readonly told?: { readonly text: string } };
  readonly me: RoomView['me'] & { readonly lobby?: { readonly ticket: number; readonly told?: string } };
}

/** How many stand in the line up to this ticket; 0: not in sight. */
function placeOf(view: DoorView): number {
  const own = view.me.lobby?.ticket ?? 0;
  const line = Object.keys(view.lobby?.line ?? {}).map(Number);
  return line.includes(own) ? line.filter((ticket) => ticket <= own).length : 0;
}

export function Waiting(): JSX.Element {
  const { t, lang } = useWords();
  const place = useView(placeOf);
  const title = spoken(useView((view: DoorView) => view.stage?.title), lang);
  const told = useView((view: DoorView) => view.lobby?.told?.text);
  const own = useView((view: DoorView) => view.me.lobby?.told);
  return (
    <div class="sheet" data-testid="waiting">
      <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
      <p class="lead">{t('waiting.lead')}</p>
      <div class="room">
        <Icon name="people" />
        <p role="status" data-testid="waiting-place"><strong>{place > 0 ? t('waiting.place', { n: place }) : t('waiting.line')}</strong></p>
      </div>
      {[told, own].map((text, at) => text !== undefined && text !== '' && (
        <div key={at} class="room">
          <Icon name="chat" />
          <p role="status" data-testid="waiting-told">{t('waiting.told')} <q dir="auto">{text}</q></p>
        </div>
      ))}
      <p class="hint">{t('waiting.hint')}</p>
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
