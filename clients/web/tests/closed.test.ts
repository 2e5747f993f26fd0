// SPDX-License-Identifier: Apache-2.0
// What a person may not do is said where they would do it, with the reason that the team gave.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import { closedFor } from '../src/core/closed.ts';
import type { ClosedView } from '../src/core/closed.ts';
import type { JsonObject } from '../src/core/merge.ts';
import { Composer } from '../src/features/chat/composer.tsx';
import { member } from '../src/features/member/index.ts';
import { SilentNow } from '../src/features/member/silent.tsx';
import { PollCard } from '../src/features/poll/card.tsx';
import { AskForm } from '../src/features/question/ask.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import type { Lang } from '../src/i18n/types.ts';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';

const LANGS: readonly Lang[] = ['en', 'fr', 'es', 'ar'];
const MAY = { 'chat.post': true, 'question.ask': true, 'poll.vote': true };

const view = (rest: JsonObject = {}, me: JsonObject = {}): JsonObject => ({
  can: { participant: MAY, guest: {} }, stage: { phase: 'live' }, lock: { roster: true }, chat: { mode: 'open' },
  question: { intake: 'open' }, ...rest, me: { id: 'me', role: 'participant', lock: { locked: false }, ...me },
});
const alone = (lock: string, method: string): JsonObject => view({}, { lock: { locked: true, [lock]: true, at: 1, why: 'Off the subject', cannot: { [method]: true } } });
const silent = view({}, { role: 'guest', sanction: { silent: true, why: 'Rude' } });
const locked = (lock: string, method: string): JsonObject => view({ lock: { roster: true, [lock]: true }, can: { participant: { ...MAY, [method]: null } as never } });
const over = view({ stage: { phase: 'ended' }, can: { participant: {} } });

test('why something is not for a person is known, and nothing is where they may', () => {
  const as = (of: JsonObject, method = 'chat.post', lock = 'chat'): string | undefined => closedFor(of as unknown as ClosedView, method, lock);
  assert.equal(as(view()), undefined);
  assert.equal(as(silent), 'silent');
  assert.equal(as(alone('chat', 'chat.post')), 'alone');
  assert.equal(as(alone('hands', 'hand.raise')), undefined);
  assert.equal(as(locked('chat', 'chat.post')), 'locked');
  assert.equal(as(over), 'over');
  assert.equal(as(view({ stage: { phase: 'rehearsal' }, can: { participant: {} } })), 'ahead');
});

test('who may not write reads why in the place of the field', () => {
  for (const lang of LANGS) {
    const { t } = wordsFor(lang, all[lang]);
    const note = (of: JsonObject): string | undefined => drawn(h(Composer, { reply: undefined, onReplied: () => undefined }), of, { lang }).at('chat-note')?.textContent;
    assert.equal(note(view()), undefined);
    assert.equal(note(alone('chat', 'chat.post')), `${t('chat.note.alone')} Off the subject`);
    assert.equal(note(silent), `${t('chat.note.silent')} Rude`);
    assert.equal(note(locked('chat', 'chat.post')), t('chat.note.locked'));
    assert.equal(note(over), t('chat.note.over'));
  }
});

test('nor ask, nor vote', () => {
  const poll = { type: 'single', state: 'open', title: { en: 'Q' }, options: { 1: { en: 'A' }, 2: { en: 'B' } } } as const;
  for (const lang of LANGS) {
    const { t } = wordsFor(lang, all[lang]);
    const ask = (of: JsonObject): string | undefined => drawn(h(AskForm, null), of, { lang }).at('question-note')?.textContent;
    const vote = (of: JsonObject): string | undefined => drawn(h(PollCard, { seq: 7, poll, ballot: undefined } as never), of, { lang }).at('poll-not-7')?.textContent;
    assert.equal(ask(view()), undefined);
    assert.equal(vote(view()), undefined);
    assert.equal(ask(alone('questions', 'question.ask')), `${t('closed.alone')} Off the subject`);
    assert.equal(vote(alone('polls', 'poll.vote')), `${t('closed.alone')} Off the subject`);
    assert.equal(ask(silent), `${t('closed.silent')} Rude`);
    assert.equal(vote(silent), `${t('closed.silent')} Rude`);
    assert.equal(ask(locked('questions', 'question.ask')), t('closed.locked'));
    assert.equal(vote(locked('polls', 'poll.vote')), t('closed.locked'));
    assert.equal(ask(view({ question: { intake: 'closed' } })), t('question.note.closed'));
  }
});

test('what is closed without a place of its own, as hands and reactions, stands under the picture', () => {
  for (const lang of LANGS) {
    const words = wordsFor(lang, all[lang]);
    const { t } = words;
    const said = (of: JsonObject, id: string): string => drawn(h(SilentNow, null), of, { lang }).at(id)?.textContent ?? '';
    const hands = locked('hands', 'hand.raise');
    assert.ok(said(hands, 'locked-all').includes(t('locked.all', { what: t('locked.hands') })), lang);
    assert.equal(member.now?.(hands, words), t('locked.all.title'));
    const own = alone('reactions', 'reaction.send');
    assert.ok(said(own, 'locked').includes(t('locked.now', { what: t('locked.reactions') })), lang);
    assert.ok(said(own, 'locked').includes('Off the subject'), lang);
    assert.equal(member.now?.(view(), words), undefined);
    assert.equal(said(view(), 'locked-all'), '');
    assert.equal(member.now?.({ ...hands, stage: { phase: 'ended' } }, words), undefined);
  }
});
