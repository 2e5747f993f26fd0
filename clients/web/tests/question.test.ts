// SPDX-License-Identifier: Apache-2.0
// Questions as the team and participants see them, and what they may do with one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import type { ComponentChildren } from 'preact';
import type { JsonObject } from '../src/core/merge.ts';
import { useDesk } from '../src/features/question/bar.tsx';
import { QuestionItem } from '../src/features/question/item.tsx';
import { Kept } from '../src/features/question/kept.tsx';
import { Needs } from '../src/features/question/needs.tsx';
import type { Question } from '../src/features/question/view.ts';
import { Report } from '../src/features/report/button.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import type { Lang } from '../src/i18n/types.ts';
import { ReportContext } from '../src/ui/report.ts';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';
import type { Branch } from './help-tree.ts';

const LANGS: readonly Lang[] = ['en', 'fr', 'es', 'ar'];
const TEAM = { me: { role: 'moderator', name: 'Participant 1' }, h1: { role: 'host', name: 'Host' }, p1: { role: 'presenter', name: 'Desk 3' } };
const OPEN = { by: 'u5', name: 'Participant 5', at: 1, text: 'Why so?', dir: 'ltr', state: 'open' } as const;

const seen = (role: string, asked: JsonObject, rest: JsonObject = {}): JsonObject => ({
  can: { moderator: { 'question.claim': true, 'question.unclaim': true }, participant: { 'question.vote': true, 'report.send': true } },
  member: { staff: TEAM }, question: { questions: { 7: asked } }, ...rest, me: { id: 'me', role, ...(rest['me'] as JsonObject | undefined) },
});

async function settled(look: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !look(); turn++) await new Promise((done) => setTimeout(done));
  assert.ok(look());
}

/** All acts on a question in sight, and what is asked before one. */
function Desk({ question }: { question: Question }): ReturnType<typeof h> {
  const { acts, asked } = useDesk(7, question, 'question');
  return h('div', null, acts.map(({ label, testid, onChoose }) => h('button', { 'data-testid': testid, onClick: onChoose }, label)), asked);
}

const offered = (page: Branch): (string | undefined)[] =>
  page.all(({ attributes }) => attributes.get('data-testid')?.startsWith('assign-') === true).map(({ attributes }) => attributes.get('data-testid'));

test('a question is given to another of the team: not to who has it, nor to oneself', async () => {
  for (const lang of LANGS) {
    const sent: object[] = [];
    const page = drawn(h(Desk, { question: OPEN }), seen('moderator', OPEN), { lang, sent });
    page.at('question-assign-7')?.press();
    await settled(() => page.at('assign-p1-7') !== undefined);
    assert.deepEqual(offered(page), ['assign-h1-7', 'assign-p1-7'], lang);
    const { t } = wordsFor(lang, all[lang]);
    assert.equal(page.at('assign-p1-7')?.textContent, `Desk 3 · ${t('role.presenter')}`);
    assert.equal(page.at('assign-h1-7')?.textContent, t('role.host'));
    page.at('assign-p1-7')?.press();
    await settled(() => offered(page).length === 0);
    assert.deepEqual(sent, [{ method: 'question.claim', room: 'webinar:w1', question: 7, whom: 'p1' }], lang);
  }
  const held: Question = { ...OPEN, claim: { by: 'p1', at: 2 } };
  const page = drawn(h(Desk, { question: held }), seen('moderator', held as never));
  page.at('question-assign-7')?.press();
  await settled(() => page.at('assign-h1-7') !== undefined);
  assert.deepEqual(offered(page), ['assign-h1-7']);
});

test('where nobody else is of the team, nobody is offered', () => {
  const alone = { member: { staff: { me: TEAM.me } } };
  assert.equal(drawn(h(Desk, { question: OPEN }), seen('moderator', OPEN, alone)).at('question-assign-7'), undefined);
  assert.equal(drawn(h(Desk, { question: OPEN }), seen('participant', OPEN)).at('question-assign-7'), undefined);
});

test('whom a question was given to finds it among what needs them, and reads that it is theirs', () => {
  const own = { ...OPEN, claim: { by: 'me', at: 2 } }, other = { ...OPEN, claim: { by: 'p1', at: 2 } };
  for (const lang of LANGS) {
    const { t } = wordsFor(lang, all[lang]);
    const kept = (question: JsonObject): string => drawn(h(Kept, { question: question as never }), seen('moderator', question), { lang }).textContent;
    assert.ok(kept(own).includes(t('question.claimed.yours')), lang);
    assert.ok(kept(other).includes(t('question.claimed', { name: 'Desk 3' })), lang);
    const need = drawn(h(Needs, null), seen('moderator', own), { lang });
    assert.ok(need.at('need-7')?.textContent.includes(t('question.need.yours')), lang);
    assert.equal(drawn(h(Needs, null), seen('moderator', other), { lang }).at('need-7'), undefined);
  }
});

const item = (own: boolean): ComponentChildren =>
  h(ReportContext.Provider, { value: Report, children: h(QuestionItem, { seq: 7, question: OPEN, voted: false, own, mine: undefined, pinned: false, over: false, day: 1 }) });

test("a participant reports another's question to the team, once", async () => {
  for (const lang of LANGS) {
    const { t } = wordsFor(lang, all[lang]);
    const sent: object[] = [];
    const page = drawn(item(false), seen('participant', OPEN), { lang, sent });
    assert.equal(page.at('report-7')?.textContent, t('report.do'));
    page.at('report-7')?.press();
    await settled(() => page.at('report-send') !== undefined);
    page.at('report-send')?.press();
    await settled(() => page.at('report-send') === undefined);
    assert.deepEqual(sent, [{ method: 'report.send', room: 'webinar:w1', of: 'question', thing: 7, reason: 'spam' }], lang);
    const mine = { 9: { of: 'question', thing: 7, reason: 'spam', at: 2 } };
    const after = drawn(item(false), seen('participant', OPEN, { me: { report: { mine } } }), { lang }).at('report-7');
    assert.equal(after?.textContent, t('report.done'), lang);
  }
});

test('nobody reports their own question, nor does the team, who act on it at once', () => {
  assert.equal(drawn(item(true), seen('participant', OPEN)).at('report-7'), undefined);
  assert.equal(drawn(item(false), seen('moderator', OPEN)).at('report-7'), undefined);
});
