// SPDX-License-Identifier: Apache-2.0
// What stands for a while is said in the language that is chosen meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { h } from 'preact';
import type { JSX } from 'preact';
import { drop, notices, spoken } from '../src/core/said.ts';
import { Store, useStore } from '../src/core/store.ts';
import { WordsContext } from '../src/i18n/context.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import type { Lang } from '../src/i18n/types.ts';
import { LiveRegions, announce, notify } from '../src/ui/live.tsx';
import { all } from './help-texts.ts';
import { drawn } from './help-tree.ts';

const words = (lang: Lang): ReturnType<typeof wordsFor> => wordsFor(lang, all[lang]);
const [{ t }, french] = [words('en'), words('fr').t];
const shown = (lang: Lang): string => drawn(h(LiveRegions, null), {}, { lang }).textContent;
const end = (): void => notices.get().forEach(({ turn }) => drop(notices, turn));

test('a notice is worded in the language that is chosen while it stands, and so is what takes it back', () => {
  notify(t('poll.publish.done'), { label: t('do.undo'), run: () => undefined });
  // A sentence within a sentence, a number, and a name.
  notify(t('app.error', { error: t('error.ROOM') }));
  notify(t('people.role.done', { name: 'Participant 12', role: t('role.moderator') }));
  notify('Said by somebody');
  const wanted = (say: typeof t): string[] => [
    say('poll.publish.done'), say('do.undo'), say('app.error', { error: say('error.ROOM') }),
    say('people.role.done', { name: 'Participant 12', role: say('role.moderator') }), 'Said by somebody',
  ];
  assert.notEqual(t('do.undo'), french('do.undo'));
  // Whatever is said in between.
  for (let n = 0; n < 40; n++) t('do.close');
  const found = (lang: Lang, say: typeof t): void => {
    const text = shown(lang);
    // Three stand at once, and what can be taken back.
    for (const each of wanted(say).slice(0, 2)) assert.ok(text.includes(each), `${lang}: ${each}`);
    for (const each of wanted(say).slice(3)) assert.ok(text.includes(each), `${lang}: ${each}`);
  };
  found('en', t);
  found('fr', french);
  found('en', t);
  end();
  notify(t('app.error', { error: t('error.ROOM') }));
  assert.ok(shown('fr').includes(french('app.error', { error: french('error.ROOM') })));
  end();
});

test('what is as a sentence of ours and is none stays as it is', () => {
  // A name that is the whole of a sentence leads to itself.
  const whole = wordsFor('en', { ...all.en, 'app.error': '{error}' }).t;
  notify(whole('app.error', { error: 'Participant 12' }));
  assert.ok(shown('en').includes('Participant 12'));
  end();
});

test('what was spoken is not spoken again in another language', async () => {
  const chosen = new Store<Lang>('en');
  const Page = (): JSX.Element => h(WordsContext.Provider, { value: words(useStore(chosen)), children: h(LiveRegions, null) });
  announce(t('poll.voted'));
  const root = drawn(h(Page, null), {});
  assert.ok(root.textContent.includes(t('poll.voted')));
  chosen.set('fr');
  for (let turn = 0; turn < 500 && spoken.polite.get().length > 0; turn++) await new Promise((done) => setTimeout(done));
  assert.deepEqual(spoken.polite.get(), []);
  announce(french('poll.voted'));
  for (let turn = 0; turn < 500 && !root.textContent.includes(french('poll.voted')); turn++) await new Promise((done) => setTimeout(done));
  assert.ok(root.textContent.includes(french('poll.voted')));
});
