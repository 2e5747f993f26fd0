// SPDX-License-Identifier: Apache-2.0
// Making a room, and changing one. What stands in the form is kept until it is done or thrown away.
import type { JSX } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { draftClear, useDraft } from '../../../core/draft.ts';
import { go } from '../../../core/router.ts';
import type { Route } from '../../../core/router.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useCommand } from '../../../ui/command.ts';
import { notify } from '../../../ui/live.tsx';
import { Button, Refusal } from '../../../ui/parts.tsx';
import { useRoomRun, useSession } from '../../../ui/session.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { Waits } from '../../../ui/waits.tsx';
import { zoneOwn } from '../../../core/zoned.ts';
import { Head } from '../page.tsx';
import { Further, Registering, What, When, Who } from './fields.tsx';
import { Outline } from './outline.tsx';
import { changeOf, dataOf, faultsOf, freshOf, isDated, nameOf, shapeNew, shapeOf } from './shape.ts';
import type { Faults, Got, Shape } from './shape.ts';
import { roomRoute } from './way.tsx';

export interface FormPart {
  readonly shape: Shape;
  readonly faults: Faults;
  readonly set: (change: Partial<Shape>) => void;
}

const ROOMS: Route = { page: 'academy', part: 'rooms', rest: [] };

/** `got`: the room that is changed; none: a new one. */
export function RoomForm({ got }: { got?: Got }): JSX.Element {
  const { t, lang } = useWords();
  const { identity } = useSession();
  const place = got ? `room/${got.of}` : 'room/new';
  const before = useMemo(() => (got ? shapeOf(got, lang, zoneOwn()) : shapeNew(lang, zoneOwn(), { id: identity.id, name: identity.name })), [got?.of]);
  const { shape, kept, set, drop } = useShape(place, before);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { sending, error, waiting, run } = useCommand(place);
  const send = useRoomRun();
  const faults = faultsOf(shape, got);
  const back: Route = got ? roomRoute(got.of) : ROOMS;
  const title = got ? t('rooms.edit') : t('rooms.new');
  usePageTitle(title);
  const save = async (): Promise<void> => {
    if (Object.keys(faults).length > 0) {
      setTried(true);
      // Once the fields say what is wrong, at the first of them.
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] :is(input, select)')?.focus());
      return;
    }
    const data = got ? changeOf(shape, before) : { ...freshOf(shape), ...dataOf(shape) };
    if (data && !(await run(got ? 'room.change' : 'room.create', data))) return;
    draftClear(place);
    const undo = (): void => void send('room.archive', { of: nameOf(shape), archived: true }).then(() => go(ROOMS));
    if (got) notify(t('rooms.changed'));
    else notify(t('rooms.made'), { label: t('do.undo'), run: undo });
    go(roomRoute(nameOf(shape)));
  };
  // A room is not made by one key in some field.
  const keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  const part: FormPart = { shape, faults: tried ? faults : {}, set };
  return (
    <>
      <Head title={title} back={{ to: back, label: t(got ? 'rooms.back' : 'rooms.title') }} />
      <form class="academy-form" ref={form} noValidate data-testid="room-form" onKeyDown={keydown} onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <What {...part} fresh={!got} />
        {isDated(shape.template) && <When {...part} />}
        {!got && shape.template !== 'webinar' && <Outline {...part} />}
        <Who {...part} fresh={!got} />
        {shape.template === 'webinar' && <Registering {...part} tried={tried} />}
        <Further {...part} />
        <Waits command={waiting} />
        <div class="academy-end" data-foot>
          <Button kind="strong" submit busy={sending} testid="room-save">{t(got ? 'do.save' : 'rooms.make')}</Button>
          <Button onClick={() => go(back)}>{t('do.cancel')}</Button>
          {kept && <span class="hint">{t('rooms.kept')} <button type="button" class="button-link" onClick={drop}>{t('do.discard')}</button></span>}
          {tried && Object.keys(faults).length > 0 && <p class="refusal" role="alert">{t('rooms.wants', { n: Object.keys(faults).length })}</p>}
          <Refusal error={error} />
        </div>
      </form>
    </>
  );
}

function useShape(place: string, before: Shape): { readonly shape: Shape; readonly kept: boolean; readonly set: FormPart['set']; readonly drop: () => void } {
  const [text, setText] = useDraft(place);
  const shape = useMemo(() => read(text, before), [text, before]);
  return { shape, kept: text !== '', set: (change) => setText(JSON.stringify({ ...shape, ...change })), drop: () => setText('') };
}

/** What was kept, as far as it is what it should be. */
function read(text: string, before: Shape): Shape {
  try {
    const kept = JSON.parse(text) as { [field: string]: unknown };
    const same = (a: unknown, b: unknown): boolean => typeof a === typeof b && Array.isArray(a) === Array.isArray(b);
    return { ...before, ...Object.fromEntries(Object.entries(before).filter(([name, value]) => same(kept[name], value)).map(([name]) => [name, kept[name]])) };
  } catch {
    return before;
  }
}
