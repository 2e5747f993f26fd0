// SPDX-License-Identifier: Apache-2.0
export const en = {
  'captions.sheet.none': 'No captions yet. Offer a language, and somebody writes it: you, a captioner, or a service.',
  'captions.sheet.offer': 'Another language',
  'captions.sheet.offer.do': 'Offer',
  'captions.sheet.write': 'Write',
  'captions.sheet.stop': 'Offer no more',
  'captions.sheet.stopped': 'No captions in {language} any more.',
  'captions.sheet.save': 'Save as a file (WebVTT)',
  'captions.sheet.people': 'Who writes',
  'captions.sheet.team': 'The team writes every language. Let somebody else write some:',
  'captions.sheet.person': 'Person',
  'captions.language.of': 'Language',
  'captions.sheet.choose': 'Choose …',
  'captions.sheet.let': 'Let write',
  'captions.sheet.end': 'Let write no more',
  'captions.sheet.nobody': 'Nobody else is in the room.',
  'captions.terms.title': 'Glossary for captions',
  'captions.terms.hint': 'Terms in their languages, for those who interpret and write captions.',
  'captions.terms.removed': 'The term is out of the glossary.',
  'captions.terms.field': 'Term',
  'captions.terms.languages': 'In other languages',
  'captions.terms.fault': 'The term is missing or too long.',
  'captions.terms.add': 'Add the term',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
