// SPDX-License-Identifier: Apache-2.0
// The way to an activity of a tool: this server says where the tool begins a launch, and a window of its own goes there.
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { HttpError } from '../../core/person.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { RoomContext } from '../../ui/session.tsx';

interface ActivityProps {
  readonly unit: number;
  readonly item: number;
  readonly onOpen: () => void;
  readonly children: ComponentChildren;
}

export function Activity({ unit, item, onOpen, children }: ActivityProps): JSX.Element {
  const { t, lang } = useWords();
  const course = useContext(RoomContext);
  const [going, setGoing] = useState(false);
  const open = async (): Promise<void> => {
    // At once, while the press counts: later a browser would keep it from opening.
    const place = window.open('', '_blank');
    if (place) place.opener = null;
    setGoing(true);
    try {
      const { url } = await (await asked('/api/launches', 'POST', { course, unit, item, language: lang })).json() as { readonly url: string };
      onOpen();
      (place ?? window).location.href = url;
    } catch (error) {
      place?.close();
      const gone = error instanceof HttpError && error.status === 404;
      notify(t(gone ? 'item.lti.gone' : 'item.lti.failed'));
    }
    setGoing(false);
  };
  return (
    <button type="button" class="unit-activity" aria-disabled={going ? 'true' : undefined} onClick={() => { if (!going) void open(); }} data-testid={`item-open-${item}`}>
      {children}<span class="hidden"> {t('app.opens')}</span>
    </button>
  );
}
