// SPDX-License-Identifier: Apache-2.0
// A person's picture where they have one, else the first letter of their name; of whoever saves data that letter alone.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { saving } from '../core/saving.ts';
import { useStore } from '../core/store.ts';
import { Avatar } from './parts.tsx';
import { useSession } from './session.tsx';

export function Picture({ id, name, file }: { id: string; name: string; file: number | undefined }): JSX.Element {
  const session = useSession();
  const lean = useStore(saving);
  const [url, setUrl] = useState('');
  useEffect(() => {
    setUrl('');
    if (file && !lean) void session.query('file.get', { room: 'academy:main', file }).then((answer) => setUrl((answer as { url: string }).url), () => undefined);
  }, [session, file, lean]);
  // Only decoration: the name stands beside it.
  return url === '' ? <Avatar id={id} name={name} /> : <img class="avatar picture" src={url} alt="" data-testid="picture" onError={() => setUrl('')} />;
}
