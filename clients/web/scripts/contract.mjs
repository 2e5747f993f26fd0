// SPDX-License-Identifier: Apache-2.0
// Writes src/core/contract.ts from protocol/errors.def and protocol/bounds.def: one list, one truth.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const shown = ['NAME_CHARS', 'TERMS', 'TERM_CHARS', 'CAPTION_CHARS', 'CAPTION_LANGUAGES', 'CHAT_CHARS', 'CHAT_SLOW_SECONDS', 'POLLS', 'POLL_OPTIONS', 'POLL_WORD_CHARS', 'POLL_ANSWER_CHARS', 'POLL_LABEL_CHARS', 'POLL_TEXTS', 'POLL_TITLE_CHARS', 'POLL_OPTION_CHARS', 'BALLOTS_LEAST', 'FORUM_POLL_OPTIONS', 'FORUM_OPTION_CHARS', 'SURVEYS', 'SURVEY_QUESTIONS', 'SURVEY_OPTIONS', 'SURVEY_CHARS', 'SURVEY_ANSWER_CHARS', 'EXPORTS_PERSON',
  'QUESTION_CHARS', 'QUESTION_TAGS', 'COMMENT_CHARS', 'ANSWER_CHARS', 'AGENCY_CHARS', 'ISSUER_CHARS', 'PERSON_LINKS', 'WHY_CHARS', 'SANCTION_CHARS', 'REOPEN_SECONDS', 'TITLE_CHARS', 'POST_CHARS', 'COHORT_CHARS', 'EDIT_SECONDS', 'ROSTER_PAGE', 'SIGNAL_MS', 'UNPACKED_BYTES',
  'CHAT_DELAY_SECONDS', 'CHAT_MENTIONS', 'DECK_NAME_CHARS', 'DECK_PAGES', 'FILE_BYTES', 'SLIDE_PIXELS', 'CHAT_PAGE', 'CHAT_PENDING_PERSON', 'DIRECT_CHARS', 'DIRECT_LISTED', 'DIRECT_WAITS', 'CHAT_PINS', 'CHAT_WORDS', 'CHAT_WORD_CHARS',
  'QUESTIONS_PENDING_PERSON', 'THREADS_PERSON', 'THREAD_POSTS', 'THREAD_POSTS_PERSON',
  'THREAD_WINDOW', 'MENTIONS', 'SUMMARY_CHARS', 'SERIES_CHARS', 'ROOM_HOSTS', 'ROOM_INVITED', 'ROOM_LINKS', 'MEMBERS',
  'NOTICE_CHARS', 'NOTE_CHARS', 'AGENDA_MINUTES', 'TIMER_SECONDS', 'GROUPS', 'GROUP_CHARS', 'GROUP_LIMIT', 'GROUP_SECONDS', 'GROUP_MESSAGE_CHARS', 'TOPICS', 'TOPIC_CHARS', 'DOCUMENT_LINE_CHARS', 'DOCUMENT_WORD_CHARS', 'DOCUMENT_CHARS', 'DOCUMENT_AUTHORS', 'DOCUMENT_SUBJECTS', 'TOPIC_BLOCK', 'TOPIC_MINUTES', 'UNITS', 'UNIT_CHARS', 'NEWS_CHARS', 'ITEMS_UNIT', 'ITEM_PICTURES', 'ITEM_MINUTES', 'ARTICLE_CHARS', 'TEST_QUESTIONS', 'COMPLETION', 'TEST_ATTEMPTS', 'TEST_MINUTES', 'FEEDBACK_CHARS', 'ASSIGNMENT_CHARS', 'ASSIGNMENT_ROWS', 'ASSIGNMENT_POINTS', 'ASSIGNMENT_ATTEMPTS', 'ASSIGNMENT_FILES', 'POST_FILES', 'ASSIGNMENT_WORK_CHARS', 'ASSIGNMENT_REMARK_CHARS',
  'UNIT_DAYS', 'BOOKMARKS', 'BOOKMARK_CHARS', 'OUTLINE_UNITS', 'ANCHORS', 'WATCHED', 'VISITORS', 'VISITOR_AREAS'];

export function contract(errors, bounds) {
  const rows = [...errors.matchAll(/^ERROR\((\w+), (\d+),/gm)].map(([, name, code]) => `  ${code}: '${name}',`);
  const limits = [...bounds.matchAll(/^BOUND\((\w+), (\d+),/gm)]
    .filter(([, name]) => shown.includes(name)).map(([, name, value]) => `  ${name} = ${value},`);
  return `// SPDX-License-Identifier: Apache-2.0
// Made by scripts/contract.mjs from protocol/*.def; do not edit.

export const ERRORS = {
${rows.join('\n')}
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorName = (typeof ERRORS)[ErrorCode];

// Each number is written where it is used, and this list is in no file of the page.
export const enum BOUNDS {
${limits.join('\n')}
}
`;
}

if (process.argv.includes('--write')) {
  const def = (name) => readFileSync(here(`../../../protocol/${name}.def`), 'utf8');
  writeFileSync(here('../src/core/contract.ts'), contract(def('errors'), def('bounds')));
}
