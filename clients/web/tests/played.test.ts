// SPDX-License-Identifier: Apache-2.0
// What people stumbled over when they played it as host, moderator and participant. tests/e2e/README.md says where the
// rest of it is told.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { h } from 'preact';
import { BOUNDS } from '../src/core/contract.ts';
import type { JsonObject } from '../src/core/merge.ts';
import { member } from '../src/features/member/index.ts';
import { People } from '../src/features/member/people.tsx';
import { agenda as agendaFeature } from '../src/features/agenda/index.ts';
import { timer as timerFeature } from '../src/features/timer/index.ts';
import { hand as handFeature } from '../src/features/hand/index.ts';
import { tempo as tempoFeature } from '../src/features/tempo/index.ts';
import { QuestionsPanel } from '../src/features/question/panel.tsx';
import { publicQuestions } from '../src/features/question/wall/public.ts';
import { notice as noticeFeature } from '../src/features/notice/index.ts';
import { NoticeNow } from '../src/features/notice/now.tsx';
import type { NoticeView } from '../src/features/notice/view.ts';
import { WallNotice } from '../src/features/notice/wall/notice.tsx';
import { question as questionFeature } from '../src/features/question/index.ts';
import { Line, Now } from '../src/rooms/webinar/now.tsx';
import { HandoutAfter } from '../src/features/handout/now.tsx';
import { PollAfter } from '../src/features/poll/after.tsx';
import { QuestionAfter } from '../src/features/question/after.tsx';
import { PollNow } from '../src/features/poll/now.tsx';
import { Picture } from '../src/features/stage/picture.tsx';
import { LIMITS } from '../src/i18n/limits.ts';
import { wordsFor } from '../src/i18n/index.ts';
import type { Key, Lang } from '../src/i18n/types.ts';
import { choice, shownIn } from '../src/rooms/webinar/chosen.ts';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';

const LANGS: readonly Lang[] = ['en', 'fr', 'es', 'ar'];
const can = {
  host: { 'member.set': true, 'presence.roster': true }, moderator: { 'member.set': true, 'presence.roster': true }, participant: { 'poll.vote': true },
};
const seen = (role: string, rest: JsonObject = {}): JsonObject => ({ can, stage: { title: { en: 'A session' }, phase: 'scheduled' }, ...rest, me: { id: 'me', role } });

async function settled(look: () => boolean): Promise<void> {
  for (let turn = 0; turn < 500 && !look(); turn++) await new Promise((done) => setTimeout(done));
  assert.ok(look());
}

test('a host is told of their role, and nobody but a host takes it from a host', async () => {
  for (const lang of LANGS) {
    const words = wordsFor(lang, all[lang]);
    const event = { type: 'member.set', at: 1, patch: {}, before: seen('host'), view: seen('moderator') };
    const sentence = member.say?.['member.set']?.(words, event);
    assert.ok(sentence?.shown && sentence.urgency === 'assertive' && sentence.text.includes(words.t('role.moderator')), lang);
    // The last of them is refused, and told what to do.
    assert.notEqual(words.t('error.LAST_HOST'), words.t('error.ROOM'));
  }
  const staff = { h1: { role: 'host', name: 'Host' }, m1: { role: 'moderator', name: 'Moderator' } };
  const people = Object.fromEntries(Object.entries(staff).map(([id, { name }]) => [id, { name, since: 1 }]));
  const view = { presence: { count: 2 }, member: { staff } };
  for (const [role, mayHost] of [['moderator', false], ['host', true]] as const) {
    const page = drawn(h(People, null), seen(role, view), { queries: { 'presence.roster': { people } } });
    await settled(() => page.at('person-h1') !== undefined);
    assert.equal(page.at('role-h1') !== undefined, mayHost, `a ${role} and the role of a host`);
    const given = page.at('role-m1')?.all(({ localName }) => localName === 'option').map(({ attributes }) => attributes.get('value'));
    assert.equal(given?.includes('host'), mayHost, `what a ${role} may give`);
  }
});

test('a limit says its number, what it counts and what is left to do', () => {
  for (const lang of LANGS) {
    const words = wordsFor(lang, all[lang]);
    for (const [key, limit] of Object.entries(LIMITS)) {
      const text = words.t(key as Key);
      assert.ok(text.includes(words.number(limit)), `${lang}: ${key}: ${text}`);
      assert.notEqual(text, words.t('error.LIMIT_EXCEEDED'), `${lang}: ${key}`);
    }
    assert.ok(words.t('error.QUESTIONS_WAITING').includes(words.number(BOUNDS.QUESTIONS_PENDING_PERSON)));
  }
});

test('results stand beside the picture while another tab is open, and are not told twice', () => {
  const poll = { polls: { 7: { type: 'single', title: { en: 'Where?' }, options: [{ en: 'Here' }, { en: 'There' }], state: 'closed', published: 1, tally: { total: 3, counts: [2, 1] } } } };
  const now = (tab: string): string => drawn(h(PollNow, { inSight: (id: string) => id === tab, open: () => undefined }), seen('participant', { poll })).textContent;
  for (const tab of ['chat', 'questions']) assert.match(now(tab), /Where\?.*Here/, tab);
  assert.equal(now('polls'), '');
});

test('what is of a session that goes on is not told as happening now when it is over', () => {
  const timer = { seconds: 600, ends: Date.now() + 600_000, title: { en: 'Group work' } };
  const agenda = { items: { 3: { title: { en: 'Welcome' } } }, order: [3], now: 3 };
  const now = (phase: string): string => drawn(h(Now, { inSight: () => false, open: () => undefined, line: true }), seen('participant', { stage: { phase }, timer, agenda } as never)).textContent;
  assert.deepEqual([timerFeature.during, agendaFeature.during], [true, true]);
  assert.equal(now('ended'), '');

  // A question that was being answered is one that was asked, in the list too; a raised hand and the tempo wait for nobody.
  const questions = { 5: { by: 'u1', name: 'Participant 4', at: 1, text: 'May we?', dir: 'ltr', state: 'answering' } };
  const { t } = wordsFor('en', all.en);
  const told = (phase: string): string => drawn(h(QuestionsPanel, null), seen('participant', { stage: { phase }, question: { questions } } as never)).textContent;
  assert.ok(questionFeature.during && told('live').includes(t('question.state.answering')));
  assert.ok(told('ended').includes('May we?') && !told('ended').includes(t('question.state.answering')));
  assert.equal(publicQuestions({ questions } as never, true)[0]?.answering, false);
  const waits = (phase: string): (number | undefined)[] => {
    const view = seen('host', { stage: { phase }, hand: { up: { 7: { by: 'u1', at: 1 } } }, tempo: { sums: { lost: 5 } } } as never);
    return [handFeature.needs?.(view), tempoFeature.needs?.(view)];
  };
  assert.deepEqual([waits('live'), waits('ended')], [[1, 1], [0, 0]]);
});

test('what was announced for a session is not told once it is over; what is announced since then is, on the wall too', () => {
  const view = (phase: string): NoticeView & JsonObject => seen('participant', { stage: { phase, since: 1000 }, notice: { notices: {
    3: { text: { en: 'We go on at ten.' }, at: 900 }, 4: { text: { en: 'The slides are sent tonight.' }, at: 1100 }, 5: { text: { en: 'Now in room 2.' }, at: 950, edited: 990 },
  } } } as never) as never;
  const words = wordsFor('en', all.en);
  for (const [phase, says] of [['live', ['We go on', 'The slides', 'Now in']], ['ended', ['The slides']]] as const) {
    const told = drawn(h(NoticeNow, null), view(phase)).textContent;
    for (const text of ['We go on', 'The slides', 'Now in']) assert.equal(told.includes(text), says.includes(text as never), `${phase}: ${text}`);
  }
  const over = view('ended');
  assert.equal(noticeFeature.now?.(over, words), 'The slides are sent tonight.');
  assert.match(drawn(h(WallNotice, null), over).textContent, /The slides/);
  const gone = { ...over, notice: { notices: { 3: over.notice?.notices?.[3] } } } as never;
  assert.equal(noticeFeature.now?.(gone, words), undefined);
  assert.equal(drawn(h(WallNotice, null), gone).textContent, '');
});

test('what another says stands in the line of what happens now in its own direction, and is cut at its own end', () => {
  const question = { questions: { 5: { by: 'u1', name: 'Participant 4', at: 1, text: 'هل يمكننا؟', dir: 'rtl', state: 'answering', votes: 7 } } };
  const text = questionFeature.now?.(seen('participant', { question } as never), wordsFor('en', all.en)) ?? '';
  const line = drawn(h(Line, { text }), seen('participant'));
  const cut = line.all(({ attributes }) => attributes.get('class') === 'cut')[0];
  assert.deepEqual([cut?.textContent, cut?.attributes.get('dir')], ['هل يمكننا؟', 'auto']);
});

test('a room before its start says what will happen, and so does each break', () => {
  const page = (stage: object, lang: Lang): string => drawn(h(Picture, null), seen('participant', { stage: { title: { en: 'A session' }, ...stage } as never }), { lang }).textContent;
  for (const lang of LANGS) {
    const { t } = wordsFor(lang, all[lang]);
    const says: readonly [object, Key][] = [
      [{ phase: 'scheduled' }, 'stage.unplanned'], [{ phase: 'scheduled' }, 'stage.before'], [{ phase: 'rehearsal' }, 'stage.rehearsal'],
      [{ phase: 'live' }, 'stage.nostream.hint'], [{ phase: 'paused' }, 'stage.paused.hint'],
    ];
    for (const [stage, key] of says) assert.ok(page(stage, lang).includes((t as (key: Key) => string)(key)), `${lang}: ${key}`);
  }
});

test('of a session that is over results, answers, chapters and files are told, and no draft', () => {
  const view = seen('participant', {
    stage: { phase: 'ended' },
    poll: { polls: {
      7: { type: 'single', title: { en: 'Where?' }, options: { 1: { en: 'Here' }, 2: { en: 'There' } }, state: 'closed', published: true, tally: { voters: 3, options: { 1: 2, 2: 1 } } },
      8: { type: 'single', title: { en: 'Draft' }, state: 'draft' }, 9: { type: 'single', title: { en: 'Kept' }, state: 'closed' },
    } },
    question: { questions: {
      11: { by: 'u1', name: 'Participant 4', at: 1, text: 'Which law?', dir: 'ltr', state: 'answered', votes: 3, answer: { by: 'h', name: 'Host', text: 'The first.', dir: 'ltr', at: 2 } },
      12: { by: 'u1', name: 'Participant 4', at: 1, text: 'And then?', dir: 'ltr', state: 'open' },
    } },
    handout: { handouts: { 5: { title: { en: 'Guide' }, url: 'https://example.org/guide' } } },
  } as never);
  const text = [PollAfter, QuestionAfter, HandoutAfter].map((Part) => drawn(h(Part, null), view).textContent).join('\n');
  for (const said of ['Where?', 'Here', '67%', 'Which law?', 'The first.', '1 question without an answer', 'Guide']) assert.ok(text.includes(said), said);
  for (const kept of ['Draft', 'Kept', 'And then?']) assert.ok(!text.includes(kept), kept);
});

test('what one chose last is shown, and stands in the address as long as others do', () => {
  assert.equal(shownIn(['needs', 'polls'], ['chat', 'polls']), 'polls');
  assert.equal(shownIn(['chat', 'people'], choice('polls', ['people'])), 'people');
  assert.equal(shownIn(['chat', 'polls'], []), 'chat');
  assert.deepEqual(choice('chat', ['polls', 'chat', 'people']), ['chat', 'polls', 'people']);
});

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';

function parts(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return parts(path);
    return each.name.endsWith('.tsx') ? [{ name: path, text: readFileSync(path, 'utf8') }] : [];
  });
}

test('a line that is cut short has the direction of its words, and says all of itself in its title', () => {
  for (const { name, text } of parts(join(root, 'src'))) {
    for (const [tag = ''] of text.matchAll(/<\w+[^<>]*class="(?:[\w-]+ )*cut(?: [\w-]+)*"[^<>]*>/g)) {
      // Words of the page itself run as the page does.
      const own = />\{(?:t\(|says\})/.test(text.slice(text.indexOf(tag) + tag.length - 1));
      if (!own) assert.match(tag, / dir=[^]* title=/, `${name}: ${tag}`);
    }
  }
});
