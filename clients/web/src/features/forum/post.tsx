// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useAt } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { draftGet } from '../../core/draft.ts';
import { inbox } from '../../core/inbox.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act, Acted } from '../../ui/acts.tsx';
import { BookmarkForm, useMarked } from '../../ui/bookmark/index.ts';
import { CardName } from '../../ui/card/index.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { memo } from '../../ui/memo.tsx';
import { Ago, Avatar, Badge, Button, Name } from '../../ui/parts.tsx';
import { Filed } from '../../ui/filed/index.ts';
import { ofRest } from '../../ui/later.tsx';
import type { Reportable } from '../../ui/report.ts';
import { useSession } from '../../ui/session.tsx';
import { KeptText } from '../../ui/waits.tsx';
import { authorName, isErased, isNameless } from './author.ts';
import { useForum } from './context.ts';
import { useFacts } from './facts.ts';
import { useModerates } from './moderates.ts';
import type { Listed } from './counts.ts';
import { EditForm } from './edit-form.tsx';
import { Markup } from '../../ui/markup.tsx';
import { useOwn } from './nameless.tsx';
import { useTopicOf } from './topic-of.tsx';
import { PollOf } from './poll.tsx';
import { PostForm, draftPlace } from './post-form.tsx';
import { Quotation, QuotingContext } from './quote.tsx';
import { Split } from './shape-acts.tsx';
import { Versions } from './versions.tsx';
import type { ForumView, Post } from './view.ts';

/** Above the first that is new: how many are. */
export interface FirstNew {
  readonly seq: number;
  readonly count: number;
  /** They were marked as read meanwhile: takes that back. */
  readonly onBack?: () => void;
}

const Report = ofRest<Reportable>('report', 'Report').Page;
const Reported = ofRest<Reportable>('report', 'Reported').Page;

interface PostProps {
  /** Of the thread: its seq, who opened it, whose answer was accepted. */
  readonly thread: number;
  readonly opener: string;
  readonly accepted: number | undefined;
  readonly seq: number;
  readonly post: Post;
  /** Absent for a comment, which has none. */
  readonly comments?: readonly Listed[];
  readonly firstNew: FirstNew | undefined;
  /** In the order of time: the post that this one comments, whose it is, and how one comes there. */
  readonly answers?: number | undefined;
  readonly answered?: Post | undefined;
  readonly onAnswered?: (seq: number) => void;
}

type Doing = 'nothing' | 'editing' | 'commenting';

// As a narrow column has them; what is laid out once has its own size.
const LETTERS = 70;
const LINE_REM = 1.6;

/** How tall a long post is about: what is not in sight is not laid out to find that. */
function tall(text: string): { readonly '--tall'?: string } {
  const lines = text.length < 500 ? 0 : text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / LETTERS), 0);
  return lines < 8 ? {} : { '--tall': `${Math.round(lines * LINE_REM)}rem` };
}

export const PostItem = memo<PostProps>((props) => {
  const { thread, seq, post, comments, firstNew } = props;
  const words = useWords();
  const { t } = words;
  const { roleOf } = useForum();
  const own = useOwn();
  const [doing, setDoing] = useDoing(props);
  const accepted = props.accepted === seq;
  const rest = (): void => {
    setDoing('nothing');
    document.getElementById(`post-${seq}`)?.focus({ preventScroll: true });
  };
  const erased = isErased(post);
  const author = erased ? t('forum.former') : isNameless(post.by) ? authorName(words, post) : post.name;
  const label = t(comments ? 'forum.post' : 'forum.comment', { name: erased ? t('forum.former') : authorName(words, post) });
  const { edit, comment } = usePlaces(props);
  return (
    <li style={tall(post.text ?? '')}>
      {firstNew?.seq === seq && (
        <p class="new-mark">
          <span>{t('forum.new.mark', { n: firstNew.count })}</span>
          {firstNew.onBack && <button type="button" class="button-link" data-testid="unmark" onClick={firstNew.onBack}>{t('forum.unmark')}</button>}
        </p>
      )}
      <article class={`post${accepted ? ' post-accepted' : ''}${comments ? '' : ' post-comment'}`} id={`post-${seq}`} tabIndex={-1} aria-label={label} data-testid={`post-${seq}`}>
        {accepted && <p class="post-answer"><Icon name="check" />{t('forum.accepted')}</p>}
        <header class="post-head">
          <Avatar id={post.by} name={isNameless(post.by) ? '?' : post.name} />
          <p>
            <CardName id={post.by} name={post.name}><Name name={author} role={roleOf(post.by)} you={own(post.by)} /></CardName>{' '}
            {post.visitor && <><span class="role">{t('role.visitor')}</span>{' '}</>}
            <Ago at={post.at} />
            {post.edited !== undefined && !post.deleted && <Edited at={post.edited} />}
            <IsMarked thread={thread} seq={seq} />
          </p>
        </header>
        {props.answers !== undefined && (
          <p class="post-answers">
            <Icon name="reply" />
            <button type="button" class="button-link" onClick={() => props.onAnswered?.(props.answers ?? 0)}>
              {props.answered === undefined ? t('forum.comment.earlier') : t('forum.comment.of', { name: authorName(words, props.answered) })}
            </button>
          </p>
        )}
        {post.deleted && <p class="tombstone">{t(post.moderated ? 'forum.deleted.team' : 'forum.deleted.author')}</p>}
        {erased && <p class="tombstone" data-testid={`erased-${seq}`}>{t('forum.erased')}</p>}
        {post.deleted && <Again seq={seq} />}
        {post.deleted && doing === 'editing' && <KeptText place={edit} reason="kept.gone" />}
        {!post.deleted && doing === 'editing' && <EditForm thread={thread} seq={seq} post={post} onClose={rest} />}
        {!post.deleted && doing !== 'editing' && (
          <>
            {post.quote !== undefined && <Quotation seq={post.quote} />}
            {post.files ? <Filed text={post.text ?? ''} dir={post.dir ?? 'ltr'} held={post.files} /> : <Markup text={post.text ?? ''} dir={post.dir ?? 'ltr'} />}
            {post.poll && <PollOf seq={seq} post={post} poll={post.poll} />}
            <PostBar {...props} comment={comments === undefined || post.reply !== undefined} onEdit={() => setDoing('editing')} onComment={() => setDoing('commenting')} />
          </>
        )}
      </article>
      {comments && comments.length > 0 && (
        <ol class="comments">
          {comments.map((each) => (
            <PostItem key={each.seq} thread={thread} opener={props.opener} accepted={undefined} seq={each.seq} post={each.value} firstNew={firstNew} />
          ))}
        </ol>
      )}
      {doing === 'commenting' && (
        <div class="comments">
          {post.deleted ? <KeptText place={comment} reason="kept.gone" /> : (
            <PostForm place={`comment/${seq}`} thread={thread} label={t('forum.comment.write', { name: authorName(words, post) })} rows={2}
              method="forum.post" data={{ thread, reply: seq }} onClose={rest} />
          )}
        </div>
      )}
    </li>
  );
});

function Edited({ at }: { at: number }): JSX.Element {
  const { t, ago } = useWords();
  return <span class="meta"> · {t('forum.edited', { time: useAt((now) => ago(at, now)) })}</span>;
}

/** Where it stands: the opening post is the thread. */
function usePlace(thread: number, seq: number): { readonly of: string; readonly thing: number; readonly post?: number } {
  const { room } = useForum();
  return { of: room, thing: thread, ...(seq === thread ? {} : { post: seq }) };
}

function IsMarked({ thread, seq }: { thread: number; seq: number }): JSX.Element | null {
  const { t } = useWords();
  const marked = useMarked(usePlace(thread, seq));
  return marked ? <>{' '}<Badge tone="plain" testid={`marked-${seq}`}>{t('forum.marked')}</Badge></> : null;
}

function usePlaces({ thread, seq }: PostProps): { edit: string; comment: string } {
  const { room } = useForum();
  return { edit: draftPlace(`edit/${seq}`, room, thread), comment: draftPlace(`comment/${seq}`, room, thread) };
}

/** What was begun before is open again: a comment that was not sent, an edit that waits or was refused. */
function useDoing(props: PostProps): [Doing, (doing: Doing) => void] {
  const { queue } = useSession();
  const { edit, comment } = usePlaces(props);
  return useState<Doing>(() => {
    const places = [...queue.waiting.get(), ...queue.failed.get().map(({ command }) => command)].map(({ place }) => place);
    if (places.includes(edit) || (props.post.deleted && draftGet(edit) !== '')) return 'editing';
    return draftGet(comment) !== '' || inbox.get()?.draft?.places[comment] ? 'commenting' : 'nothing';
  });
}

/** The team may restore what was deleted, while its words are kept. */
function Again({ seq }: { seq: number }): JSX.Element | null {
  const { t } = useWords();
  const { may } = useForum();
  const { sending, run } = useAct();
  if (!useModerates() || !may('forum.restore')) return null;
  return <Button kind="quiet" small busy={sending} testid={`restore-${seq}`} onClick={() => void run('forum.restore', { post: seq })}>{t('forum.again')}</Button>;
}

/** How many voted it up, and one's own vote. Nobody votes for what is theirs. */
function Vote({ seq, post }: { seq: number; post: Post }): JSX.Element | null {
  const { t, number } = useWords();
  const { may } = useForum();
  const own = useOwn();
  const { sending, run } = useAct();
  const voted = useView((view: ForumView) => view.me.forum?.votes?.[seq] === true);
  const { closed } = useFacts();
  const votes = post.votes ?? 0;
  if (closed || own(post.by) || !may('forum.vote')) return votes > 0 ? <span class="meta" data-testid={`votes-${seq}`}>{t('forum.votes', { n: votes })}</span> : null;
  const vote = (): void => void run(voted ? 'forum.unvote' : 'forum.vote', { post: seq });
  return (
    <span ref={(element: (HTMLElement & Acted) | null) => void (element && (element.acts = [{ keyed: 'vote', onChoose: vote }]))}>
      <Button kind="quiet" small icon="up" pressed={voted} busy={sending} testid={`vote-${seq}`} onClick={vote}>
        <span class="hidden">{t('forum.upvote')} </span>{number(votes)}
      </Button>
    </span>
  );
}

interface BarProps extends PostProps {
  readonly comment: boolean;
  readonly onEdit: () => void;
  readonly onComment: () => void;
}

function PostBar(props: BarProps): JSX.Element | null {
  const { thread, opener, seq, post, comment, onEdit, onComment } = props;
  const words = useWords();
  const { t } = words;
  const { may } = useForum();
  const { sending, run } = useAct();
  const [doing, setDoing] = useState<'nothing' | 'deleting' | 'reporting' | 'splitting' | 'reading' | 'marking'>('nothing');
  const rest = (): void => setDoing('nothing');
  const { quote } = useContext(QuotingContext);
  const reported = useView((view: ForumView) => Object.values(view.me.report?.mine ?? {}).some((one) => one.of === 'forum' && one.thing === seq));
  const isOwn = useOwn();
  const own = isOwn(post.by);
  const organiser = useModerates();
  const place = usePlace(thread, seq);
  const marked = useMarked(place);
  // Guests have no inbox of their own to keep it in.
  const visits = useView((view) => 'visitor' in view.me);
  const { writes, answers } = useTopicOf();
  const young = useAt((now) => now - post.at < BOUNDS.EDIT_SECONDS * 1000);
  const opening = seq === thread;
  const accepted = props.accepted === seq;
  const mayComment = !comment && !opening && writes && may('forum.post');
  const mayEdit = own && young && may('forum.edit');
  const mayDelete = may('forum.delete') && (organiser || (own && young));
  const mayAccept = !comment && !opening && may('forum.accept') && answers && (organiser || isOwn(opener));
  const remove = async (): Promise<void> => {
    await run('forum.delete', { post: seq });
    rest();
  };
  const acts: Act[] = [];
  if (mayComment) acts.push({ label: t('forum.comment.do'), icon: 'reply', testid: `comment-${seq}`, onChoose: onComment });
  if (mayAccept) {
    acts.push({
      label: t(accepted ? 'forum.unaccept' : 'forum.accept'), icon: 'check', testid: `accept-${seq}`,
      onChoose: () => void run('forum.accept', { post: seq, accepted: !accepted }),
    });
  }
  if (quote) acts.push({ label: t('forum.quote.do'), testid: `quote-do-${seq}`, onChoose: () => quote(seq) });
  if (mayEdit) acts.push({ label: t('do.edit'), icon: 'edit', testid: `edit-${seq}`, keyed: 'edit', onChoose: onEdit });
  if (!visits) acts.push({ label: t(marked ? 'forum.mark.edit' : 'forum.mark'), testid: `bookmark-${seq}`, keyed: 'mark', onChoose: () => setDoing('marking') });
  if (mayDelete) acts.push({ label: t('do.delete'), icon: 'trash', danger: true, testid: `delete-${seq}`, onChoose: () => setDoing('deleting') });
  if (organiser && post.edited !== undefined) acts.push({ label: t('forum.versions'), testid: `versions-${seq}`, onChoose: () => setDoing('reading') });
  if (organiser && !comment && !opening && may('forum.split')) acts.push({ label: t('forum.part'), testid: `split-${seq}`, onChoose: () => setDoing('splitting') });
  if (!own && !reported && may('report.send')) acts.push({ label: t('forum.report'), testid: `report-${seq}`, onChoose: () => setDoing('reporting') });
  return (
    <div class="post-bar">
      <Vote seq={seq} post={post} />
      <Acts acts={acts} label={t(comment ? 'forum.comment' : 'forum.post', { name: authorName(words, post) })} busy={sending} quiet />
      {reported && <Reported of="forum" thing={seq} />}
      {doing === 'reporting' && <Report of="forum" thing={seq} onClose={rest} />}
      {doing === 'marking' && <BookmarkForm place={place} marked={marked} onClose={rest} />}
      {doing === 'splitting' && <Split seq={seq} onClose={rest} />}
      {doing === 'reading' && <Versions seq={seq} onClose={rest} />}
      {doing === 'deleting' && (
        <Confirm title={t('forum.delete.ask')} hint={t('forum.delete.hint')} action={t('do.delete')} busy={sending}
          onConfirm={() => void remove()} onClose={rest} />
      )}
    </div>
  );
}
