// SPDX-License-Identifier: Apache-2.0
// Every text keeps to the glossary: no word that it puts aside, and what English calls by a term, every language
// calls by that language's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GLOSSARY } from '../src/i18n/glossary.ts';
import type { Term } from '../src/i18n/glossary.ts';
import type { Lang, Plural } from '../src/i18n/types.ts';
import { all as every } from './help-texts.ts';

const LANGS: readonly Lang[] = ['en', 'fr', 'es', 'ar'];

interface Words {
  readonly say: readonly string[];
  readonly not: readonly string[];
}

/** As it is compared: without marks that some write and some do not. */
function plain(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/[\u064b-\u0652\u0640]/g, '').replace(/[أإآ]/g, 'ا').replace(/ى/g, 'ي').replace(/’/g, "'");
}

function wordsOf(term: Term, lang: Lang): Words {
  const [say = '', not = ''] = term[lang].split('!').map((part) => plain(part).trim());
  return { say: say.split(/\s+/).filter(Boolean), not: not.split(/\s+/).filter(Boolean) };
}

// What Arabic writes at the front of a word: and, so, with, for, like, the.
const FRONT = '(?:[وف]?(?:[بكل]|ال|بال|كال|لل|وال|فال)?)';

/** Whether a word of the text begins so; an English word of three letters or fewer must be it, or its plural. */
function says(text: string, stem: string, lang: Lang): boolean {
  const front = lang === 'ar' ? FRONT : '';
  const end = lang === 'en' && stem.length <= 4 ? "(?:s|es|ed|d)?(?![\\p{L}'])" : '';
  return new RegExp(`(?<![\\p{L}])${front}${stem.replace(/[^\p{L}]/gu, '.')}${end}`, 'u').test(plain(text));
}

// Slots are not words.
function bare(message: string | Plural): string {
  const forms = typeof message === 'string' ? [message] : Object.values(message);
  return forms.join(' ').replace(/\{\w+\}/g, ' ');
}

test('a language has one word for a thing, and no text says another', () => {
  const faults: string[] = [];
  for (const lang of LANGS) {
    for (const [key, message] of Object.entries(every[lang])) {
      for (const [name, term] of Object.entries(GLOSSARY)) {
        for (const word of wordsOf(term, lang).not) {
          if (says(bare(message), word, lang)) faults.push(`${lang} ${key} says ${word} for ${name}: ${bare(message)}`);
        }
      }
    }
  }
  assert.deepEqual(faults, []);
});

test('the same thing has the same word in every place and language', () => {
  const faults: string[] = [];
  for (const [key, message] of Object.entries(every.en)) {
    for (const [name, term] of Object.entries(GLOSSARY)) {
      if (term.only || !wordsOf(term, 'en').say.some((word) => says(bare(message), word, 'en'))) continue;
      for (const lang of LANGS.slice(1)) {
        const theirs = every[lang][key];
        if (theirs !== undefined && !wordsOf(term, lang).say.some((word) => says(bare(theirs), word, lang))) {
          faults.push(`${lang} ${key} does not say ${wordsOf(term, lang).say[0] ?? ''} for ${name}: ${bare(theirs)}  |  ${bare(message)}`);
        }
      }
    }
  }
  assert.deepEqual(faults, []);
});

test('the glossary holds together: every term in every language, no word said and put aside at once', () => {
  assert.ok(Object.keys(GLOSSARY).length >= 60);
  for (const lang of LANGS) {
    for (const [name, term] of Object.entries(GLOSSARY)) {
      const { say, not } = wordsOf(term, lang);
      assert.ok(say.length > 0, `${lang} ${name}`);
      for (const word of not) assert.ok(!say.includes(word), `${lang} ${name}: ${word}`);
    }
  }
});
