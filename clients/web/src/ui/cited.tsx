// SPDX-License-Identifier: Apache-2.0
// The address of a document of a library, within what somebody wrote: with its title, for whoever sees the document. For
// others it stays an address.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { routeOf } from '../core/router.ts';
import type { Dir } from '../core/views.ts';
import { Icon } from './icon.tsx';
import { Link } from './parts.tsx';
import { useSession } from './session.tsx';

interface About {
  readonly title?: string;
  readonly dir?: Dir;
  readonly authors?: readonly string[];
  readonly year?: number;
}
type DocumentRoute = Extract<ReturnType<typeof routeOf>, { readonly page: 'document' }>;

/** The document that an address of this page names. */
export function citedBy(href: string): DocumentRoute | undefined {
  if (!href.startsWith(`${location.origin}/`)) return undefined;
  const route = routeOf(href.slice(location.origin.length).replace(/[?#].*$/, ''));
  return route.page === 'document' ? route : undefined;
}

export function Cited({ to, address }: { to: DocumentRoute; address: string }): JSX.Element {
  const session = useSession();
  const [about, setAbout] = useState<About | undefined>(undefined);
  const { room, document } = to;
  useEffect(() => {
    let gone = false;
    session.query('document.get', { room, document }).then((answer) => gone || setAbout((answer as { about: About }).about), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, room, document]);
  const from = [about?.authors?.join('; '), about?.year].filter(Boolean).join(', ');
  return (
    <Link to={to} class="cited" testid={`cited-${document}`}>
      <Icon name="book" />
      {about?.title ? <span dir={about.dir}>{about.title}{from && ` (${from})`}</span> : <span dir="ltr">{address}</span>}
    </Link>
  );
}
