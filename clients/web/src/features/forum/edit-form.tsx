// SPDX-License-Identifier: Apache-2.0
// Editing a post that others, or oneself elsewhere, may be editing too: what stands now and what is typed are both in sight.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { draftClear, draftGet, draftSet } from '../../core/draft.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { Copy } from '../../ui/waits.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useSession } from '../../ui/session.tsx';
import { isNameless } from './author.ts';
import { useForum } from './context.ts';
import { PostForm, draftPlace } from './post-form.tsx';
import type { Post } from './view.ts';

interface Base {
  readonly version: number;
  readonly text: string;
}

export function EditForm({ thread, seq, post, onClose }: { thread: number; seq: number; post: Post; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const place = draftPlace(`edit/${seq}`, room, thread);
  const now: Base = { version: post.version ?? seq, text: post.text ?? '' };
  const [base, setBase] = useState(now);
  const [earlier, setEarlier] = useEarlier(place, now.text);
  const changed = base.version !== now.version || base.text !== now.text;
  const take = (text: string): void => {
    draftSet(place, text);
    setBase(now);
  };
  const close = (): void => {
    // Nothing typed: nothing to keep.
    if (draftGet(place) === base.text) draftClear(place);
    onClose();
  };
  return (
    <PostForm place={`edit/${seq}`} thread={thread} label={t('forum.edit.write')} rows={3} method="forum.edit"
      data={{ post: seq, version: base.version }} initial={base.text} before={{ held: post.files ?? [], hides: isNameless(post.by) }} onClose={close}>
      <>
        {changed && (
          <Other title={t('forum.changed')} text={now.text} dir={post.dir ?? 'ltr'} testid="edit-changed">
            <Button onClick={() => take(now.text)} testid="edit-theirs">{t('forum.changed.theirs')}</Button>
            <Button onClick={() => setBase(now)} testid="edit-mine">{t('forum.changed.mine')}</Button>
          </Other>
        )}
        {earlier !== '' && (
          <Other title={t('kept.earlier')} text={earlier} dir="auto" testid="edit-earlier">
            <Button onClick={() => { draftSet(place, earlier); setEarlier(''); }}>{t('kept.use')}</Button>
            <Copy text={earlier} />
            <Button kind="quiet" onClick={() => setEarlier('')}>{t('do.discard')}</Button>
          </Other>
        )}
      </>
    </PostForm>
  );
}

function Other({ title, text, dir, testid, children }: {
  title: string; text: string; dir: 'ltr' | 'rtl' | 'auto'; testid: string; children: JSX.Element | (JSX.Element | null)[];
}): JSX.Element {
  return (
    <div class="kept" role="status" data-testid={testid}>
      <p class="hint">{title}</p>
      <Prose text={text} dir={dir} />
      <div class="row">{children}</div>
    </div>
  );
}

/** What was typed into this form before and not sent. The field begins with what stands now, and this beside it;
 *  while it is being sent, or was refused, it stays in the field. */
function useEarlier(place: string, standing: string): [string, (text: string) => void] {
  const { queue } = useSession();
  return useState(() => {
    const typed = draftGet(place);
    const busy = queue.waiting.get().some((command) => command.place === place) || queue.failed.get().some(({ command }) => command.place === place);
    if (typed === '' || typed === standing || busy) return '';
    draftSet(place, standing);
    return typed;
  });
}
