// SPDX-License-Identifier: Apache-2.0
// The way back to a course, a work space or a library, by its name.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from '../core/here.ts';
import type { RoomView, Texts } from '../core/views.ts';
import { spoken, useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import { Link } from './parts.tsx';
import { RoomContext } from './session.tsx';

export function Back(): JSX.Element {
  const { lang } = useWords();
  const room = useContext(RoomContext);
  const title = spoken(useView((view: RoomView & { readonly stage?: { readonly title?: Texts } }) => view.stage?.title), lang);
  return (
    <Link to={{ page: 'course', room }} class="back" testid="back">
      <Icon name="back" /><span class="cut" lang={title.lang} dir={title.dir} title={title.text}>{title.text}</span>
    </Link>
  );
}
