// SPDX-License-Identifier: Apache-2.0
// That every key is there is the compiler's business. Here: slots, plural forms, and nothing left over.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ERRORS } from '../src/core/contract.ts';
import { langSet, localeOf, textsAdd, words, wordsFor } from '../src/i18n/index.ts';
import type { Bundle } from '../src/i18n/index.ts';
import type { Key, Lang, Messages, Plural } from '../src/i18n/types.ts';
import { all, ar, en, fr } from './help-texts.ts';

const langs = Object.keys(all) as Lang[];
const keys = Object.keys(en) as Key[];
const root = process.env['MUSTER_WEB_ROOT'] ?? '.';

function forms(message: string | Plural | undefined): string[] {
  if (message === undefined) return [];
  return typeof message === 'string' ? [message] : Object.values(message).filter((form): form is string => form !== undefined);
}
function slots(text: string): string {
  return [...text.matchAll(/\{\w+\}/g)].map(String).filter((slot) => slot !== '{n}').sort().join();
}

test('every language has the keys of English, no more and no fewer, and no empty text', () => {
  for (const lang of langs) {
    assert.deepEqual(Object.keys(all[lang]).sort(), [...keys].sort(), lang);
    for (const key of keys) for (const form of forms(all[lang][key])) assert.ok(form.trim(), `${lang} ${key}`);
  }
});

test('every form has the slots of English', () => {
  for (const lang of langs) {
    for (const key of keys) {
      const wanted = slots(forms(en[key])[0] ?? '');
      for (const form of forms(all[lang][key])) assert.equal(slots(form), wanted, `${lang} ${key}: ${form}`);
    }
  }
});

test('every plural has all forms of its language', () => {
  for (const lang of langs) {
    const categories = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    for (const key of keys) {
      const message = all[lang][key];
      if (message === undefined || typeof message === 'string') continue;
      for (const category of categories) {
        // "many" of French and Spanish begins at a million: "other" may serve.
        if (category === 'many' && lang !== 'ar') continue;
        assert.ok(message[category], `${lang} ${key} ${category}`);
      }
    }
  }
});

test('every error has a sentence', () => {
  for (const name of Object.values(ERRORS)) assert.ok(keys.includes(`error.${name}`), name);
});

test('every key is used', () => {
  const sources = (folder: string): string[] => readdirSync(folder, { withFileTypes: true }).flatMap((each) =>
    each.isDirectory() ? (each.name === 'texts' ? [] : sources(join(folder, each.name))) : [readFileSync(join(folder, each.name), 'utf8')]);
  const text = sources(join(root, 'src')).join('\n');
  const built = [...text.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
  const unused = keys.filter((key) => !text.includes(`'${key}'`) && !built.some((prefix) => key.startsWith(prefix)));
  // A role's description is built in the middle of a key.
  assert.deepEqual(unused, []);
});

test('numbers and plurals follow the language', () => {
  const english = wordsFor('en', en);
  assert.equal(english.t('presence.here', { n: 1 }), '1 person here');
  assert.equal(english.t('presence.here', { n: 1200 }), '1,200 people here');
  const arabic = wordsFor('ar', ar);
  assert.equal(arabic.t('presence.here', { n: 2 }), 'شخصان هنا');
  assert.match(arabic.t('presence.here', { n: 5 }), /أشخاص/);
  assert.equal(wordsFor('fr', fr).t('poll.voters', { n: 0 }), '0 personne a voté');
});

test('a slot takes what it is given, also when that looks like a slot', () => {
  assert.equal(wordsFor('en', en).t('chat.reply.to', { name: '{n} $&' }), 'Reply to {n} $&');
});

test('the region is the reader’s own where they named one', () => {
  assert.equal(localeOf('fr', ['en-US', 'fr-CA', 'fr-FR']), 'fr-CA');
  assert.equal(localeOf('en', ['fr-FR']), 'en-GB');
  assert.equal(localeOf('ar', []), 'ar');
});

test('texts that come while a language is on its way are said in it', async () => {
  Object.assign(globalThis, { document: { documentElement: {} } });
  const texts = (said: string): Bundle => {
    const load = async (): Promise<Messages> => ({ ['unit.title' as Key]: said }) as unknown as Messages;
    return { ar: load, en: load, es: load, fr: load };
  };
  await langSet('en', false);
  for (const lang of ['en', 'fr', 'fr'] as const) {
    const coming = langSet(lang, false);
    await textsAdd(texts(`added to ${lang}`));
    await coming;
    assert.equal(words.get()?.t('unit.title' as Key), `added to ${lang}`);
  }
});

test('an error that few meet is said in other words until its own have come, and then what stands is drawn again', async () => {
  await langSet('en', false);
  const said: string[] = [];
  const own = new Promise<void>((done) => {
    const stop = words.follow(() => {
      said.push(words.get()!.t('error.FILE_HARMFUL'));
      stop();
      done();
    });
  });
  said.push(words.get()!.t('error.FILE_HARMFUL'));
  await own;
  assert.deepEqual(said, [en['error.ROOM'], en['error.FILE_HARMFUL']]);
  await langSet('fr', false);
  assert.equal(words.get()!.t('error.FILE_HARMFUL'), fr['error.FILE_HARMFUL'], 'it comes along into another language');
});
