// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { serverNow } from '../core/clock.ts';
import { BOUNDS } from '../core/contract.ts';
import { ORGANISERS } from '../core/views.ts';
import type { Post, ThreadView } from '../core/views.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { useAct } from '../ui/command.ts';
import { Confirm } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Avatar, Button, Name, Time } from '../ui/parts.tsx';
import { Prose } from '../ui/prose.tsx';
import { useCourse } from './context.ts';
import { PostForm } from './post-form.tsx';

interface Listed {
  readonly seq: number;
  readonly value: Post;
}
interface PostProps {
  readonly thread: ThreadView['thread'];
  readonly seq: number;
  readonly post: Post;
  /** Absent for a comment, which has none. */
  readonly comments?: readonly Listed[];
  readonly firstNew: number | undefined;
  readonly now: number;
}

export function PostItem({ thread, seq, post, comments, firstNew, now }: PostProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { roleOf, view } = useCourse();
  const [doing, setDoing] = useState<'nothing' | 'editing' | 'commenting'>('nothing');
  const accepted = thread.accepted === seq;
  const rest = (): void => {
    setDoing('nothing');
    document.getElementById(`post-${seq}`)?.focus({ preventScroll: true });
  };
  const label = t(comments ? 'forum.post' : 'forum.comment', { name: personName(words, post.name) });
  return (
    <li>
      {firstNew === seq && <p class="new-mark"><span>{t('forum.new.mark')}</span></p>}
      <article class={`post${accepted ? ' post-accepted' : ''}${comments ? '' : ' post-comment'}`} id={`post-${seq}`} tabIndex={-1} aria-label={label} data-testid={`post-${seq}`}>
        {accepted && <p class="post-answer"><Icon name="check" />{t('forum.accepted')}</p>}
        <header class="post-head">
          <Avatar id={post.by} name={post.name} />
          <p>
            <Name name={post.name} role={roleOf(post.by)} you={post.by === view.me.id} />{' '}
            <Time at={post.at} now={now} text={words.ago(post.at, now)} />
            {post.edited !== undefined && !post.deleted && <span class="meta"> · {t('forum.edited', { time: words.ago(post.edited, now) })}</span>}
          </p>
        </header>
        {post.deleted && <p class="tombstone">{t('forum.deleted')}</p>}
        {!post.deleted && doing === 'editing' && (
          <PostForm place={`edit/${seq}`} label={t('forum.edit.write')} rows={3} method="forum.edit" data={{ post: seq }} initial={post.text ?? ''} onClose={rest} />
        )}
        {!post.deleted && doing !== 'editing' && (
          <>
            <Prose text={post.text ?? ''} dir={post.dir ?? 'ltr'} />
            <PostBar thread={thread} seq={seq} post={post} comment={comments === undefined}
              onEdit={() => setDoing('editing')} onComment={() => setDoing('commenting')} />
          </>
        )}
      </article>
      {comments && comments.length > 0 && (
        <ol class="comments">
          {comments.map((comment) => <PostItem key={comment.seq} thread={thread} seq={comment.seq} post={comment.value} firstNew={firstNew} now={now} />)}
        </ol>
      )}
      {doing === 'commenting' && (
        <div class="comments">
          <PostForm place={`comment/${seq}`} label={t('forum.comment.write', { name: personName(words, post.name) })} rows={2}
            method="forum.post" data={{ thread: thread.seq, reply: seq }} onClose={rest} />
        </div>
      )}
    </li>
  );
}

function PostBar({ thread, seq, post, comment, onEdit, onComment }: {
  thread: ThreadView['thread']; seq: number; post: Post; comment: boolean; onEdit: () => void; onComment: () => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { view, role, may } = useCourse();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const own = post.by === view.me.id;
  const organiser = ORGANISERS.includes(role);
  const young = serverNow() - post.at < BOUNDS.EDIT_SECONDS * 1000;
  const opening = seq === thread.seq;
  const accepted = thread.accepted === seq;
  const mayComment = !comment && !opening && may('forum.post');
  const mayEdit = own && young && may('forum.edit');
  const mayDelete = may('forum.delete') && (organiser || (own && young));
  const mayAccept = !comment && !opening && may('forum.accept') && (organiser || thread.by === view.me.id);
  if (!mayComment && !mayEdit && !mayDelete && !mayAccept) return null;
  const remove = async (): Promise<void> => {
    await run('forum.delete', { post: seq });
    setAsking(false);
  };
  return (
    <div class="row post-bar">
      {mayComment && <Button kind="quiet" icon="reply" onClick={onComment} testid={`comment-${seq}`}>{t('forum.comment.do')}</Button>}
      {mayAccept && (
        <Button kind="quiet" icon="check" busy={sending} onClick={() => void run('forum.accept', { post: seq, accepted: !accepted })} testid={`accept-${seq}`}>
          {t(accepted ? 'forum.unaccept' : 'forum.accept')}
        </Button>
      )}
      {mayEdit && <Button kind="quiet" icon="edit" onClick={onEdit} testid={`edit-${seq}`}>{t('do.edit')}</Button>}
      {mayDelete && <Button kind="quiet" icon="trash" onClick={() => setAsking(true)} testid={`delete-${seq}`}>{t('do.delete')}</Button>}
      {asking && (
        <Confirm title={t('forum.delete.ask')} hint={t('forum.delete.hint')} action={t('do.delete')} busy={sending}
          onConfirm={() => void remove()} onClose={() => setAsking(false)} />
      )}
    </div>
  );
}
