// SPDX-License-Identifier: Apache-2.0
// What a post said before it was edited: for who moderates its discussion.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import type { Dir } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Spinner, Time } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { useForum } from './context.ts';

interface Version {
  readonly version: number;
  readonly at: number;
  readonly text: string;
  readonly dir: Dir;
}

export function Versions({ seq, onClose }: { readonly seq: number; readonly onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const session = useSession();
  const day = useDay();
  const [found, setFound] = useState<readonly Version[] | 'failed' | undefined>(undefined);
  useEffect(() => {
    session.query('forum.history', { room, post: seq }).then((answer) => setFound((answer as { versions: Version[] }).versions), () => setFound('failed'));
  }, [session, room, seq]);
  return (
    <Dialog title={t('forum.versions.title')} onClose={onClose} wide>
      {found === undefined && <Spinner label={t('entry.loading')} />}
      {found === 'failed' && <p role="alert" class="refusal">{t('forum.versions.away')}</p>}
      {Array.isArray(found) && (
        <ol class="versions" data-testid="versions">
          {[...found].reverse().map(({ version, at, text, dir }, place) => (
            <li key={version}>
              <p class="meta">{t(place === 0 ? 'forum.versions.now' : place === found.length - 1 ? 'forum.versions.first' : 'forum.versions.then')} · <Time at={at} now={day} /></p>
              <Markup text={text} dir={dir} />
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
