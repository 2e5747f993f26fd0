// SPDX-License-Identifier: Apache-2.0
// A person's picture where they have one, else the first letter of their name.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Avatar } from './parts.tsx';
import { useSession } from './session.tsx';

export function Picture({ id, name, file }: { id: string; name: string; file: number | undefined }): JSX.Element {
  const session = useSession();
  const [url, setUrl] = useState('');
  useEffect(() => {
    setUrl('');
    if (file) void session.query('file.get', { room: 'academy:main', file }).then((answer) => setUrl((answer as { url: string }).url), () => undefined);
  }, [session, file]);
  // Only decoration: the name stands beside it.
  return url === '' ? <Avatar id={id} name={name} /> : <img class="avatar picture" src={url} alt="" data-testid="picture" onError={() => setUrl('')} />;
}
