// SPDX-License-Identifier: Apache-2.0
// Watching again: anchors, and the deck that keeps the moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../src/core/merge.ts';
import { endOfSecond, lineAt, matching } from '../src/features/captions/said.tsx';
import { anchored, anchorsIn, anchorsOf, momentAt, nextShown, positionOf, shifted, variantIn } from '../src/features/stage/replay/anchors.ts';
import type { Anchor } from '../src/features/stage/replay/anchors.ts';
import { barsOf, chapterAt } from '../src/features/stage/replay/bar.tsx';
import { Deck } from '../src/features/stage/replay/deck.ts';
import { stepOf } from '../src/features/stage/replay/keys.ts';
import { reactedOf } from '../src/features/stage/replay/reacted.ts';
import { asOne } from '../src/features/stage/replay/room.ts';
import { moved } from '../src/features/stage/replay/shift.tsx';

const FROM = 1_700_000_000_000;
const at = (second: number): number => FROM + second * 1000;
const anchors = (...pairs: readonly (readonly [number, number])[]): Anchor[] => pairs.map(([position, second]) => [position * 1000, at(second)]);

test('a recording without anchors begins with the session', () => {
  const own = anchorsOf({ anchors: [] }, FROM);
  assert.equal(momentAt(own, 5000), at(5));
  assert.equal(positionOf(own, at(5), 60_000), 5000);
  assert.equal(positionOf(own, at(60), 60_000), undefined);
});

test('what stands before the first anchor is before it in the session too', () => {
  const late = anchors([12, 0]);
  assert.equal(momentAt(late, 0), at(-12));
  assert.equal(positionOf(late, at(-12)), 0);
  assert.equal(positionOf(late, at(-13)), undefined);
  assert.equal(positionOf(anchors([0, 30]), at(10)), undefined, 'it was switched on late');
});

test('in a cut the moment leaps, and what was cut out is shown nowhere', () => {
  const cut = anchors([0, 0], [100, 400]);
  assert.equal(momentAt(cut, 99_999), at(99.999));
  assert.equal(momentAt(cut, 100_000), at(400));
  assert.equal(positionOf(cut, at(99)), 99_000);
  assert.equal(positionOf(cut, at(250)), undefined);
  assert.equal(positionOf(cut, at(400)), 100_000);
  assert.equal(nextShown(cut, at(250)), at(400));
  assert.equal(nextShown(cut, at(500)), undefined);
});

test('where something was put in the session stands still', () => {
  const pause = anchors([0, 0], [100, 40]);
  assert.equal(momentAt(pause, 39_000), at(39));
  assert.equal(momentAt(pause, 70_000), at(40), 'a clip that was shown to nobody then');
  assert.equal(momentAt(pause, 101_000), at(41));
  assert.equal(positionOf(pause, at(40)), 100_000);
});

test('position and moment are each other’s, whatever was cut or put in', () => {
  let seed = 5;
  const below = (n: number): number => (seed = (seed * 48_271) % 2_147_483_647) % n;
  for (let turn = 0; turn < 500; turn++) {
    const list: Anchor[] = [[below(9) * 1000, at(below(9))]];
    for (let more = below(5); more > 0; more--) list.push([list.at(-1)![0] + 1000 * (1 + below(50)), list.at(-1)![1] + 1000 * below(60)]);
    let last = -Infinity;
    for (let position = 0; position < 300_000; position += 500) {
      const moment = momentAt(list, position);
      assert.ok(moment >= last, 'it never goes back');
      last = moment;
      const back = positionOf(list, moment);
      assert.ok(back !== undefined && momentAt(list, back) === moment, JSON.stringify({ list, position }));
    }
  }
});

test('the host shifts the whole, or from a place on', () => {
  const cut = anchors([0, 0], [100, 400]);
  assert.deepEqual(moved(cut, 2000, undefined), anchors([0, 2], [100, 402]));
  assert.deepEqual(shifted(shifted(cut, 700), -700), cut, 'and back');
  assert.deepEqual(moved(cut, 30_000, 60_000), anchors([0, 0], [60, 90], [100, 400]));
  assert.deepEqual(anchored(cut, 100_000, at(500)), anchors([0, 0], [100, 500]), 'the same place is set anew');
  assert.deepEqual(anchored(cut, 50_000, at(450)), anchors([0, 0], [50, 450]), 'no later anchor goes back');
});

test('dates in a playlist are anchors, and the first after each leap', () => {
  const list = ['#EXTM3U', '#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:20.000+0000', '#EXTINF:2.000,', 'a.ts', '#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:13:22.100Z', '#EXTINF:2.000,', 'b.ts',
    '#EXT-X-DISCONTINUITY', '#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:20:00.000+01:00', '#EXT-X-PROGRAM-DATE-TIME:2023-11-14T22:20:00', '#EXTINF:4.5,', 'c.ts'].join('\r\n');
  const { anchors: found, length } = anchorsIn(list);
  assert.equal(length, 8500);
  assert.deepEqual(found, [[0, FROM], [4000, Date.UTC(2023, 10, 14, 22, 20)]], 'what goes back is none; without a zone it is UTC');
  assert.deepEqual(anchorsIn('#EXTM3U\n#EXTINF:3,\na.ts\n'), { anchors: [], length: 3000 });
  assert.equal(variantIn('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow/a.m3u8\n'), 'low/a.m3u8');
  assert.equal(variantIn(list), undefined);
});

/** A video as far as a deck looks. */
class Video {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  ended = false;
  muted = false;
  readyState = 4;
  play(): void { this.paused = false; }
  pause(): void { this.paused = true; }
  run(seconds: number): void { if (!this.paused) this.currentTime += seconds * this.playbackRate; }
}

function running(deck: Deck, video: Video | undefined, seconds: number): void {
  for (let ms = 0; ms < seconds * 1000; ms += 250) {
    video?.run(0.25);
    deck.tick(clock += 250);
  }
}
let clock = 0;

test('without a recording the session goes on by its own clock, and ends', () => {
  const deck = new Deck(FROM, at(60));
  deck.tick(clock);
  running(deck, undefined, 5);
  assert.equal(deck.moment.get(), FROM, 'it waits for who watches');
  deck.play();
  deck.tick(clock);
  running(deck, undefined, 10);
  assert.equal(deck.moment.get(), at(10));
  deck.speedSet(2);
  running(deck, undefined, 10);
  assert.equal(deck.moment.get(), at(30));
  running(deck, undefined, 30);
  assert.equal(deck.moment.get(), at(60));
  assert.equal(deck.playing.get(), false);
  assert.deepEqual(deck.played(), [[FROM, at(60)]]);
  assert.deepEqual(deck.played(), [], 'told once');
  deck.play();
  assert.equal(deck.moment.get(), FROM, 'from its beginning again');
});

test('the recording is the clock; behind it and in what it leaves out the session goes on', () => {
  const deck = new Deck(FROM, at(300));
  const video = new Video();
  deck.load([{ seq: 7, length: 60_000, anchors: anchors([0, 20], [30, 100]) }], 'en');
  deck.mute(true);
  assert.equal(deck.shown.get(), undefined);
  deck.play();
  deck.tick(clock);
  running(deck, undefined, 19);
  assert.equal(deck.shown.get(), undefined);
  running(deck, undefined, 1);
  assert.equal(deck.shown.get(), 7, 'it takes over where it begins');
  assert.equal(deck.moment.get(), at(20));
  running(deck, undefined, 5);
  assert.equal(deck.moment.get(), at(20), 'the picture is waited for');
  deck.attach(video);
  assert.equal(video.muted, true, 'without sound, as one had it before it came');
  deck.mute(false);
  assert.equal(video.muted, false);
  assert.equal(video.paused, false);
  running(deck, video, 10);
  assert.equal(deck.moment.get(), at(30));
  deck.seek(at(70));
  assert.equal(deck.shown.get(), undefined, 'in the cut there is none');
  deck.attach(undefined);
  running(deck, undefined, 10);
  deck.seek(at(101));
  deck.attach(video);
  assert.equal(video.currentTime, 31);
  running(deck, video, 30);
  assert.equal(deck.shown.get(), undefined, 'it is over, and the session is not');
  deck.attach(undefined);
  const stood = deck.moment.get();
  running(deck, undefined, 10);
  assert.ok(deck.moment.get() > stood + 9000);
});

test('a picture that plays over a cut takes the room along, and what was cut is not watched', () => {
  const deck = new Deck(FROM, at(300));
  const video = new Video();
  deck.load([{ seq: 7, length: 60_000, anchors: anchors([0, 0], [10, 200]) }], 'en');
  deck.attach(video);
  deck.play();
  running(deck, video, 20);
  assert.equal(deck.moment.get(), at(210));
  assert.equal(deck.played().reduce((sum, [from, to]) => sum + to - from, 0), 20_000 - 250, 'but for the step of the leap');
});

test('of several recordings that of one’s language is shown, another where there is none; one that is lost is left out', () => {
  const deck = new Deck(FROM, at(300));
  const reels = [{ seq: 1, lang: 'en', anchors: anchors([0, 0]) }, { seq: 2, lang: 'ar', length: 60_000, anchors: anchors([0, 0]) }];
  deck.load(reels, 'ar');
  assert.equal(deck.shown.get(), 2);
  deck.seek(at(100));
  assert.equal(deck.shown.get(), 1);
  deck.seek(at(10));
  deck.fail(2);
  assert.equal(deck.shown.get(), 1);
  deck.fail(1);
  assert.equal(deck.shown.get(), undefined);
  deck.again();
  assert.equal(deck.shown.get(), 2);
});

test('shifted while it plays: the picture stays, and the room moves', () => {
  const deck = new Deck(FROM, at(300));
  const video = new Video();
  deck.load([{ seq: 7, anchors: anchors([0, 0]) }], 'en');
  deck.attach(video);
  deck.seek(at(50));
  assert.equal(video.currentTime, 50);
  deck.load([{ seq: 7, anchors: anchors([0, 3]) }], 'en');
  assert.equal(video.currentTime, 50);
  assert.equal(deck.moment.get(), at(53));
});

test('who one is and what one may do are of the room as it is; what is written then is not offered now', () => {
  const live = { me: { id: 'u7', role: 'participant', poll: { ballots: {} }, chat: { pending: {} } }, can: { participant: { 'question.ask': true, 'chat.history': true, 'chat.post': true }, host: {} } };
  const view = asOne({ stage: { phase: 'live' }, can: { participant: { 'chat.post': true } } }, live as unknown as JsonObject);
  assert.deepEqual(view, {
    stage: { phase: 'live' }, can: { participant: { 'question.ask': true, 'chat.history': true } }, me: { id: 'u7', role: 'participant', poll: { ballots: {} } },
  });
});

test('who watches again votes apart, and a question is one, then and now', () => {
  const live = {
    stage: { phase: 'ended', since: at(300) }, can: { participant: { 'poll.late': true, 'reaction.late': true } },
    me: { id: 'u7', role: 'participant', poll: { ballots: { '5.1.late': [2], '5.2.late': [1], '6': [1], '6.1.late': [2] } } },
    poll: { polls: { 5: { late: { 1: { voters: 3 } }, tally: { voters: 1 } } } },
    question: { intake: 'open', questions: {
      8: { state: 'open', votes: 9, at: at(10) }, 9: { state: 'answered', at: at(20) }, 10: { state: 'open', carried: true, thread: 4, at: at(30) }, 20: { state: 'open', at: at(400), text: 'Later' }, 7: { state: 'open', at: at(250) },
    } },
  };
  const then = (poll: object): JsonObject => ({ poll: { polls: { 5: poll } }, question: { intake: 'closed', questions: { 8: { state: 'open', votes: 1 }, 9: { state: 'open' }, 10: { state: 'open' } } } }) as unknown as JsonObject;
  const open = asOne(then({ state: 'open' }), live as unknown as JsonObject);
  assert.deepEqual(open['can'], { participant: { 'poll.vote': true, 'reaction.send': true } });
  assert.deepEqual(open['poll'], { polls: { 5: { state: 'open' } } }, 'nothing is told of results before they were');
  assert.deepEqual((open['me'] as JsonObject)['poll'], { ballots: { '5': [2], '5.2': [1], '5.1.late': [2], '5.2.late': [1], '6': [1], '6.1.late': [2] } });
  const told = asOne(then({ state: 'closed', tally: { voters: 1 } }), live as unknown as JsonObject);
  assert.deepEqual(told['poll'], { polls: { 5: { state: 'closed', tally: { voters: 1 }, late: { 1: { voters: 3 } } } } });
  assert.deepEqual(told['question'], { intake: 'open', questions: {
    8: { state: 'open', votes: 9 }, 9: { state: 'open', still: true }, 10: { state: 'open', carried: true, thread: 4, still: true }, 20: { state: 'open', at: at(400), text: 'Later', later: true },
  } });
  assert.deepEqual(reactedOf([{ at: 60_000, clap: 2, wow: 1 }, { at: 120_000, clap: 0 }]), [{ at: 60_000, times: 3 }]);
});

test('at the last moment the room still stands', () => {
  assert.deepEqual(asOne({ stage: { phase: 'ended', since: 5 } }, {})['stage'], { phase: 'live', since: 5 });
  assert.deepEqual(asOne({ stage: { phase: 'paused' } }, {})['stage'], { phase: 'paused' });
});

test('keys go along the line of reading', () => {
  assert.equal(stepOf('ArrowRight', 'ltr'), 5000);
  assert.equal(stepOf('ArrowRight', 'rtl'), -5000);
  assert.equal(stepOf('PageUp', 'rtl'), 60_000);
  assert.equal(stepOf('x', 'ltr'), undefined);
});

test('busy moments are as many bars as can be told apart; the chapter is the last that began', () => {
  assert.deepEqual(barsOf([0, 5, 10]), [0, 0.5, 1]);
  assert.equal(barsOf(Array.from({ length: 1000 }, () => 1)).length, 112);
  assert.deepEqual(barsOf([]), []);
  assert.deepEqual(chapterAt([{ at: 5 }, { at: 9 }], 8), { at: 5 });
  assert.equal(chapterAt([{ at: 5 }], 4), undefined);
});

test('what was said is found without case and marks, and knows its line', () => {
  const lines = [[1, 'Bonjour à tous', 0], [2, 'Le résumé', 4], [3, 'مُحَمَّد', 9]].map(([seq, text, second]) => ({ seq: Number(seq), value: { at: at(Number(second)), text: String(text) } }));
  assert.deepEqual(matching(lines, ' RESUME ').map(({ seq }) => seq), [2]);
  assert.deepEqual(matching(lines, 'محمد').map(({ seq }) => seq), [3]);
  assert.equal(matching(lines, '').length, 3);
  assert.equal(lineAt(lines, at(-1)), undefined);
  assert.equal(lineAt(lines, at(5)), 2);
  // Whoever is led to a whole second finds marked what begins within it.
  assert.deepEqual([3, 4].map((second) => lineAt([{ seq: 7, value: { at: at(4.3), text: 'x' } }], endOfSecond(at(second), at(0)))), [undefined, 7]);
});
