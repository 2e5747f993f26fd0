// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftNew, payload, problem } from '../src/webinar/poll-draft.ts';
import type { PollDraft } from '../src/webinar/poll-draft.ts';
import { optionsOf, rangeOf } from '../src/webinar/poll-options.ts';
import { wordsFor } from '../src/i18n/index.ts';
import { fr } from '../src/i18n/fr.ts';

const draft: PollDraft = {
  ...draftNew('en'), type: 'multiple', languages: ['en', 'fr'], title: { en: ' What? ', fr: 'Quoi ?', es: 'ya no' },
  options: [{ en: 'a', fr: 'á' }, { en: 'b' }, { fr: 'sans anglais' }],
};

test('a poll says what it lacks', () => {
  assert.equal(problem(draftNew('en')), 'poll.form.need.title');
  assert.equal(problem({ ...draftNew('en'), title: { en: 'x' } }), 'poll.form.need.options');
  assert.equal(problem({ ...draftNew('en'), type: 'yesno', title: { en: 'x' } }), undefined);
  assert.equal(problem({ ...draft, min: 2, max: 1 }), 'poll.form.need.range');
  assert.equal(problem(draft), undefined);
});

test('only whole answers in chosen languages are sent', () => {
  assert.deepEqual(payload(draft), {
    type: 'multiple', title: { en: 'What?', fr: 'Quoi ?' }, change: true, options: [{ en: 'a', fr: 'á' }, { en: 'b' }], min: 1, max: 2,
  });
  assert.deepEqual(payload({ ...draftNew('ar'), type: 'yesno', title: { ar: 'هل؟' } }), { type: 'yesno', title: { ar: 'هل؟' }, change: true });
});

test('yes, no and abstain are said by us', () => {
  const poll = { type: 'yesno', title: {}, state: 'open' } as const;
  assert.deepEqual(optionsOf(poll, wordsFor('fr', fr)).map(({ number, text }) => [number, text]), [[1, 'Oui'], [2, 'Non'], [3, 'Je m’abstiens']]);
  assert.deepEqual(rangeOf(poll, 3), { min: 1, max: 1 });
});
