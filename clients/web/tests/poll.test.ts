// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, sorted } from '../src/features/poll/order.ts';
import { draftNew, draftOf, draftRead, payload, problem } from '../src/features/poll/draft.ts';
import { isNameless } from '../src/features/question/shared.ts';
import type { PollDraft } from '../src/features/poll/draft.ts';
import { aliasName, placeIn } from '../src/features/poll/board.tsx';
import { ar } from '../src/features/poll/board/texts/ar.ts';
import { en } from '../src/features/poll/board/texts/en.ts';
import { es } from '../src/features/poll/board/texts/es.ts';
import { fr as inFrench } from '../src/features/poll/board/texts/fr.ts';
import { blank, cast } from '../src/features/poll/other.tsx';
import type { Poll, PollType } from '../src/features/poll/view.ts';
import { counted, optionsOf, rangeOf } from '../src/features/poll/options.ts';
import { wordsFor } from '../src/i18n/index.ts';
import type { Words } from '../src/i18n/index.ts';
import { fr } from './help-texts.ts';

const animals = { en, fr: inFrench, es, ar };

const draft: PollDraft = {
  ...draftNew('en'), type: 'multiple', languages: ['en', 'fr'], title: { en: ' What? ', fr: 'Quoi ?', es: 'ya no' },
  options: [{ en: 'a', fr: 'á' }, { en: ' b ', fr: 'bé' }, {}, { es: 'ya no' }],
};

test('a poll says what it lacks', () => {
  assert.equal(problem(draftNew('en')), 'poll.form.need.title');
  assert.equal(problem({ ...draftNew('en'), title: { en: 'x' } }), 'poll.form.need.options');
  assert.equal(problem({ ...draftNew('en'), type: 'yesno', title: { en: 'x' } }), undefined);
  assert.equal(problem({ ...draft, min: 2, max: 1 }), 'poll.form.need.range');
  assert.equal(problem(draft), undefined);
});

test('answers that are the same, or lack a language of the question, are refused with words', () => {
  const with_ = (...options: PollDraft['options']): string | undefined => problem({ ...draft, options });
  assert.equal(with_({ en: 'a', fr: 'á' }, { en: 'A ', fr: 'bé' }), 'poll.form.need.different');
  assert.equal(with_({ en: 'a', fr: 'e\u0301' }, { en: 'b', fr: '\u00e9' }), 'poll.form.need.different');
  assert.equal(with_({ en: 'a  b', fr: 'x' }, { en: 'a b', fr: 'y' }), 'poll.form.need.different');
  assert.equal(with_({ en: 'a', fr: 'á' }, { en: 'b' }), 'poll.form.need.language');
  assert.equal(with_({ en: 'a', fr: 'á' }, { en: 'b', fr: 'bé' }, { fr: 'sans anglais' }), 'poll.form.need.language');
  assert.equal(problem({ ...draft, title: { en: 'What?' } }), 'poll.form.need.title', 'answers in a language without a question');
  assert.equal(problem({ ...draft, title: { en: 'What?' }, options: [{ en: 'a' }, { en: 'b' }] }), undefined);
});

test('a poll that is being prepared is kept; what cannot be read is begun anew', () => {
  assert.deepEqual(draftRead(JSON.stringify(draft), 'fr'), draft);
  for (const kept of ['', '{', '7', '{}']) assert.deepEqual(draftRead(kept, 'fr'), draftNew('fr'));
});

test('only whole answers in chosen languages are sent', () => {
  assert.deepEqual(payload(draft), {
    type: 'multiple', title: { en: 'What?', fr: 'Quoi ?' }, change: true, options: [{ en: 'a', fr: 'á' }, { en: 'b', fr: 'bé' }], min: 1, max: 2,
  });
  assert.deepEqual(payload({ ...draftNew('ar'), type: 'yesno', title: { ar: 'هل؟' } }), { type: 'yesno', title: { ar: 'هل؟' }, change: true });
});

test('yes, no and abstain are said by us', () => {
  const poll = { type: 'yesno', title: {}, state: 'open' } as const;
  assert.deepEqual(optionsOf(poll, wordsFor('fr', fr)).map(({ number, text }) => [number, text]), [[1, 'Oui'], [2, 'Non'], [3, 'Je m’abstiens']]);
  assert.deepEqual(rangeOf(poll, 3), { min: 1, max: 1 });
});

test('each type is sent with what it asks, and nothing that another one asks', () => {
  const base: PollDraft = { ...draftNew('en'), title: { en: 'x' }, ask: { from: 0, to: 10, low: { en: ' no ' }, unit: { en: 'km' }, budget: 10, words: 2 } };
  assert.deepEqual(payload({ ...base, type: 'scale' }), { type: 'scale', title: { en: 'x' }, change: true, ask: { from: 0, to: 10, low: { en: 'no' } } });
  assert.deepEqual(payload({ ...base, type: 'cloud' })['ask'], { words: 2 });
  assert.deepEqual(payload({ ...base, type: 'numeric', correct: [7], tolerance: 1 }), {
    type: 'numeric', title: { en: 'x' }, change: true, ask: { from: 0, to: 10, unit: { en: 'km' } }, correct: [7], tolerance: 1,
  });
  assert.equal(problem({ ...base, type: 'ranking' }), 'poll.form.need.options');
  assert.equal(problem({ ...base, type: 'text' }), undefined);
  assert.deepEqual(payload({ ...base, type: 'boolean', correct: [2], results: 'voted', abstain: true }), {
    type: 'boolean', title: { en: 'x' }, change: true, abstain: true, results: 'voted', correct: [2],
  });
});

test('a ballot that does not fit its type is none yet', () => {
  const poll = (type: PollType, ask = {}): Poll => ({ type, title: {}, ask, state: 'open' });
  assert.deepEqual(blank(poll('ranking'), 3), ['1', '2', '3']);
  assert.deepEqual(cast(poll('ranking'), ['3', '1', '2']), { values: [3, 1, 2] });
  assert.equal(cast(poll('points', { budget: 10 }), ['5', '4']), undefined);
  assert.equal(cast(poll('points', { budget: 10 }), ['11', '-1']), undefined);
  assert.deepEqual(cast(poll('points', { budget: 10 }), ['6', '4']), { values: [6, 4] });
  assert.equal(cast(poll('numeric'), ['']), undefined);
  assert.equal(cast(poll('numeric', { to: 5 }), ['6']), undefined);
  assert.deepEqual(cast(poll('numeric', { decimals: 2 }), ['3.14']), { values: [314] });
  assert.equal(cast(poll('cloud'), [' ', '']), undefined);
  assert.deepEqual(cast(poll('cloud'), [' tea ', '']), { texts: ['tea'] });
});

test('what is kept of a vote is sent when it is not all', () => {
  const yesno: PollDraft = { ...draftNew('en'), type: 'yesno', title: { en: 'x' } };
  assert.equal('ballot' in payload(yesno), false);
  assert.equal('ballot' in payload({ ...yesno, ballot: 'confidential' }), false);
  assert.equal(payload({ ...yesno, ballot: 'named' })['ballot'], 'named');
  assert.equal(payload({ ...yesno, ballot: 'secret' })['ballot'], 'secret');
  assert.equal(payload({ ...yesno, ballot: 'anonymous' })['ballot'], 'anonymous');
});

test('a secret poll has sums when it is counted, and no bars of nothing before', () => {
  const secret = { type: 'yesno', title: {}, ballot: 'secret', state: 'open', tally: { voters: 6 } } as const;
  const sums = { voters: 6, options: { 1: 4, 2: 2, 3: 0 } };
  assert.equal(counted(secret), undefined);
  for (const result of ['counting', 'few', 'lost'] as const) assert.equal(counted({ ...secret, state: 'closed', result }), undefined);
  assert.deepEqual(counted({ ...secret, state: 'closed', result: 'counted', tally: sums }), sums);
  assert.deepEqual(counted({ type: 'yesno', title: {}, state: 'open', tally: sums }), sums);
});

test('who asks without a name has none', () => {
  assert.equal(isNameless({ by: '*Hq3mX0c6rQm2Jf0vH1bq0A' }), true);
  assert.equal(isNameless({ by: 'u7' }), false);
});

test('what a poll asks can be changed or asked again, word for word', () => {
  const poll = {
    type: 'multiple', title: { en: 'What?', fr: 'Quoi ?' }, options: { 10: { en: 'c', fr: 'c' }, 1: { en: 'a', fr: 'a' }, 2: { en: 'b', fr: 'b' } },
    min: 1, max: 2, change: false, ballot: 'anonymous', state: 'closed',
  } as const;
  assert.deepEqual(payload(draftOf(poll)), {
    type: 'multiple', title: poll.title, options: [{ en: 'a', fr: 'a' }, { en: 'b', fr: 'b' }, { en: 'c', fr: 'c' }], min: 1, max: 2, change: false, ballot: 'anonymous',
  });
  assert.deepEqual(payload(draftOf({ type: 'yesno', title: { ar: 'أ' }, change: true, state: 'draft' })), { type: 'yesno', title: { ar: 'أ' }, change: true });
});

test('what is prepared stands in the order that the team gave it, what is new behind', () => {
  const draft = { type: 'single', title: { en: 'x' }, state: 'draft' } as const;
  const polls = { 3: draft, 5: { ...draft, state: 'open' }, 7: draft, 9: draft, 11: { ...draft, state: 'closed' }, 13: { ...draft, state: 'closed' } } as const;
  assert.deepEqual(sorted(polls, []).map(({ seq }) => seq), [5, 3, 7, 9, 13, 11]);
  assert.deepEqual(sorted(polls, [9, 3]).map(({ seq }) => seq), [5, 9, 3, 7, 13, 11]);
  assert.deepEqual(moved([9, 3, 7], 7, 0), [7, 9, 3]);
  assert.deepEqual(moved([9, 3, 7], 9, 2), [3, 7, 9]);
  assert.equal(moved([9, 3, 7], 9, 3), undefined);
  assert.equal(moved([9, 3, 7], 9, 0), undefined);
});

test('numbers are written with their point and sent without it, and come back as they were written', () => {
  const numeric: PollDraft = { ...draftNew('en'), type: 'numeric', title: { en: 'x' }, ask: { from: -0.5, to: 10, decimals: 2 }, correct: [3.14], tolerance: 0.01 };
  const sent = payload(numeric);
  assert.deepEqual(sent, { type: 'numeric', title: { en: 'x' }, change: true, ask: { from: -50, to: 1000, decimals: 2 }, correct: [314], tolerance: 1 });
  const back = draftOf({ ...sent, state: 'draft' } as unknown as Poll);
  assert.deepEqual([back.ask, back.correct, back.tolerance], [numeric.ask, numeric.correct, numeric.tolerance]);
  assert.deepEqual(payload(back), sent);
});

test('what is correct is a set, an order, a number or texts; it alone counts for a quiz, and time for nothing else', () => {
  const base: PollDraft = { ...draftNew('en'), title: { en: 'x' }, options: [{ en: 'a' }, { en: 'b' }], quiz: 'q1', timed: 20, participants: true };
  const sent = (part: Partial<PollDraft>): unknown[] => {
    const { correct, quiz, timed, participants } = payload({ ...base, ...part });
    return [correct, quiz, timed, participants];
  };
  assert.deepEqual(sent({ type: 'ranking', correct: [1, 2] }), [[1, 2], 'q1', 20, true]);
  assert.deepEqual(sent({ type: 'text', correct: [' tea ', '', 'شاي'] }), [['tea', 'شاي'], 'q1', 20, true]);
  assert.deepEqual(sent({ type: 'single', correct: [2] }), [[2], 'q1', 20, true]);
  assert.deepEqual(sent({ type: 'single', correct: [3] }), [undefined, undefined, undefined, true], 'there is no third answer');
  assert.deepEqual(sent({ type: 'points', correct: [1] }), [undefined, undefined, undefined, true]);
  assert.deepEqual(sent({ type: 'single', correct: [1], ballot: 'secret' }), [[1], undefined, undefined, true]);
  assert.deepEqual(sent({ type: 'single', correct: [1], ballot: 'anonymous' }), [[1], undefined, undefined, undefined], 'nobody can tell who is of the team');
});

test('an alias is an animal and a number, in each language the same one', () => {
  for (const lang of ['en', 'fr', 'es', 'ar'] as const) {
    const words = { t: () => animals[lang]['poll.board.animals'], number: String } as unknown as Words;
    const names = [1, 2, 17, 999_999].map((alias) => aliasName(alias, words));
    assert.equal(new Set(names).size, 4);
    assert.equal(animals[lang]['poll.board.animals'].split(/[,،] /).length, 16, lang);
    assert.ok(names.every((name) => /^\S.* \d+$/.test(name)), names.join());
  }
});

test('who has as many points has the same place', () => {
  const places = (points: number[]): number[] => points.map((_, at) => placeIn(points.map((each, alias) => [alias, each]), at));
  assert.deepEqual(places([300, 200, 200, 100, 100, 100, 0]), [1, 2, 2, 4, 4, 4, 7]);
  assert.deepEqual(places([0, 0]), [1, 1]);
});
