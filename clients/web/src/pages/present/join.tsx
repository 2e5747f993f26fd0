// SPDX-License-Identifier: Apache-2.0
// The way into the room, as the hall takes it: by camera, or by letters.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { roomPath } from '../../core/router.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Lines } from '../../ui/wall.tsx';
import { Qr } from '../academy/rooms/qr.tsx';

export interface Way {
  /** Absent: there is none, or this person is not told. */
  readonly code?: string;
  readonly zone?: string;
}

/** What the academy's catalogue has of the room, if it has it. */
export function useWay(of: string): Way {
  const session = useSession();
  const [way, set] = useState<Way>({});
  useEffect(() => {
    let gone = false;
    session.query('room.get', { room: 'academy:main', of }).then((answer) => {
      const { code, zone } = answer as { code?: unknown; zone?: unknown };
      if (!gone) set({ ...(typeof code === 'string' ? { code } : {}), ...(typeof zone === 'string' ? { zone } : {}) });
    }, () => undefined);
    return () => {
      gone = true;
    };
  }, [session, of]);
  return way;
}

/** In letters: the place where the code is typed, or the room's own address. */
export function addressOf(room: string, { code }: Way): string {
  return code === undefined ? location.host + roomPath(room) : location.host;
}

export function Join({ way }: { readonly way: Way }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const title = spoken(useView((view: RoomView & { readonly stage?: { readonly title: Texts } }) => view.stage?.title), lang);
  const { code } = way;
  const address = addressOf(room, way);
  return (
    <section class="wall-scene wall-join" data-testid="wall-join">
      <div class="wall-join-text">
        <h1 class="wall-title"><Lines text={title.text} lang={title.lang} dir={title.dir} /></h1>
        <p class="wall-soft">{t('present.join')}</p>
        <p class="wall-address"><bdi dir="ltr" title={address}>{address}</bdi></p>
        {code !== undefined && <p class="wall-code"><bdi dir="ltr">{code}</bdi></p>}
      </div>
      <Qr text={code === undefined ? location.origin + roomPath(room) : `${location.origin}/join#${code}`} label={t('present.join.qr')} />
    </section>
  );
}
