// SPDX-License-Identifier: Apache-2.0
// An icon has one meaning: each is said here in a sentence and in the English words that stand beside it. What stands beside a use is
// its label; where it has none, what its branch or its file is called. A use with other words needs another icon, or is of this
// meaning, and then its word is added.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import type TypeScript from 'typescript';
import { FIRST } from '../scripts/gather.mjs';
import { en } from './help-texts.ts';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';
// Too large to be a part of a test.
const ts = createRequire(join(root, 'package.json'))('typescript') as typeof TypeScript;

const MEANINGS: { readonly [icon: string]: readonly [means: string, words: RegExp] } = {
  chat: ['what is said before all: messages, discussions', /\b(messages?|discussions?|chat|written|write|team says|forum)\b|silent|^(topic|mention|reply|accepted|post|thread)$|ui\/mention|chat\/needs|visitor\/visiting/i],
  inbox: ['what is addressed to me', /\binbox\b|mentions you|asked of you/i],
  mail: ['what is said to one alone, or to the team', /\bdirect message|messages?\b|write to the team|answers|^invitation$/i],
  poll: ['a poll, and its results', /\bpolls?\b|results|poll\/plan/i],
  question: ['what is asked', /\bquestions?\b|^(test|answer(ed)?|comment)$/i],
  people: ['people, groups of them', /\b(people|group|groups|everybody|nobody|participants|who chose what|of the team|fewer people)\b|calls$|somebody/i],
  person: ['one person: I, or who has charge', /\b(account|you are|charge|more questions|take questions|leave it to others|only by)\b/i],
  door: ['who wants to come in, and the way out', /\b(door|requests?|asks for access|asked|granted|denied|wait\w*|come in|next|leave|sign out|seat|line)\b/i],
  send: ['sent to others', /\bsend\b|save|captions/i],
  reply: ['an answer to something', /\b(reply|answer|comment)\b|chat\/message|^assignment$/i],
  undo: ['taken back', /\b(undo|take back|reopen|open it again|take apart)\b/i],
  again: ['once more, anew', /\b(renew|another|new key)\b/i],
  merge: ['two become one', /\bmerge\b/i],
  trash: ['it is taken away for good', /\b(delete|remove|erase|withdraw|take away|gone|end now)\b|person\.erase|noted|bring/i],
  check: ['good, right, done', /\b(as read|approved?|accept\w*|done|correct|saved?|keep|no answer|answered|ended|allowed|ready|received|written|works|here|nothing waits)\b|ui\/(bars|menu)|(poll\/card|forum\/poll)|question\/item|captions\/desk|stage\/try|pages\/entry|run\/sheet/i],
  up: ['further up: earlier, or more votes', /\b(up|more|votes?)\b|poll\/other/i],
  down: ['further down: later, newer', /\b(down|new|more)\b|poll\/other|ui\/parts/i],
  close: ['put away: it stands before one no longer', /\b(close|away|without|do not (reply|quote|send)|end the session|aside)\b|poll\/words/i],
  edit: ['words or a choice are changed', /\b(edit|change|correct|rename|arrange|build|go on)\b|person\.change|people\/history/i],
  plus: ['one more', /\b(new|attach|add|make|keep|prepare|another|one more|calendar|link|let)\b|person\.add|poll\/form|fields/i],
  copy: ['the same once more', /\bcopy\b/i],
  play: ['it goes, or goes on', /\b(live|play|next|open|go on|watch|try|tone|restore|recorded|video)\b|person\.restore|\{act\}/i],
  pause: ['it rests for a while', /\b(pause|suspend\w*|break)\b|person\.suspend/i],
  sun: ['in light colours', /light/i],
  moon: ['in dark colours', /dark/i],
  auto: ['in the colours of the device', /system/i],
  clock: ['time: when, how long, what is still to come', /\b(soon|moved|cancelled|times?|timer|minutes?|scheduled|prepared|closes|earlier|vote now|late|delayed|waiting|tempo|sending|pending|asked|yet|bookmark)\b|captions\/desk|chat\/message|poll\/wall|home\/tasks|^due$|stands in your calendar/i],
  back: ['to where one came from', /\b(back|the course|the unit|the test|all discussions|all units|to the|messages|back to)\b|academy\/page|people\/back|forum|all /i],
  before: ['the one before', /\bprevious\b/i],
  after: ['the next one, or a page that opens', /\bnext\b|pages\/home|visitor\/visiting|asks for access|requests|certificate/i],
  rewind: ['some seconds back in time', /\bback\b/i],
  forward: ['some seconds on in time', /\bon\b/i],
  search: ['looking for words', /search|look for|found/i],
  zoom: ['larger', /\blarger?\b/i],
  screen: ['a session, and what its picture is', /\b(live|rooms?|webinars?|sessions?|rehearse|picture|video source|wall|slides?|summary)\b|slide\/plan|home\/rows|rooms-of/i],
  book: ['a course, and what its library holds', /\bcourse\b|\bdocuments?\b|ui\/cited|home\/rows|visitor\/visiting/i],
  saving: ['fewer bytes', /\bsave data\b/i],
  broken: ['something is wrong or urgent', /\b(urgent|refused|not|report|failed|cannot)\b|wall\/notice/i],
  more: ['what else can be done', /\b(more|what to do|what can be done|the group of|step|session)\b|ui\/acts/i],
  open: ['it opens here', /ui\/(line|menu)|document\/list|chapter|handouts|academy|now/i],
  settings: ['how it is set', /\b(settings|appearance|who may|who writes|may do|picture and sound|new questions|series)\b/i],
  offline: ['no connection', /offline/i],
  sort: ['in which order', /\border\b/i],
  bell: ['announced to all, and told on a device', /\bannounce\w*|announcement\b|home\/news|notice|put away|urgent|tell me on/i],
  link: ['an address, or what leads from one to another', /\b(links?|linked)\b|people\/links|format-bar|^lti$|person\.(un)?link/i],
  notes: ['written pages', /\b(release|notes?|noted|article|handouts?|units?|items?|written|build)\b|^opens$/i],
  needs: ['what waits for me', /\b(needs|conduct|waits for you|report)\b|home\/tasks/i],
  list: ['steps, one after the other', /\b(run sheet|agenda|chapters?)\b|agenda\/plan/i],
  hand: ['who wants to speak', /\b(speak|hand)\b/i],
  captions: ['what is said, in writing', /\b(captions?|said|written along|line|language)\b/i],
  sound: ['to be heard', /podcast/i],
  download: ['kept as a file', /\b(download|save|example|along|file)\b|presence\/attendance|assignment\/files|ui\/filed\/part|forum\/filing/i],
  archive: ['kept, out of the way', /\b(archive|put away|bring back)\b/i],
  pin: ['held on top', /\b(unpin|pin|show first)\b/i],
  tag: ['under which heading, or that one marked it', /\blabels\b|bookmark/i],
  award: ['a certificate', /\b(certificates?|credential|lapsing)\b|home\/tasks/i],
};

interface Use {
  readonly icon: string;
  readonly at: string;
  /** What stands beside it, in English; any of it is this icon's. */
  readonly says: readonly string[];
  /** It is the words' own, and no choice among several. */
  readonly label: boolean;
}

const listed = (file: string): string[] => [...readFileSync(join(root, 'src/ui', file), 'utf8').split('} as const')[0]!.matchAll(/^ {2}(\w+): '/gm)].map(([, name]) => name!);
const later = listed('icons.ts');
const icons = new Set([...listed('icon.tsx'), ...later]);

const uses = walk(join(root, 'src')).filter((path) => /\.tsx?$/.test(path) && !/[/\\]kit[/\\]/.test(path)).flatMap(usesOf);

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? walk(join(folder, each.name)) : [join(folder, each.name)]));
}

/** All strings within, and the parts of patterns as `role.*.does`. */
function strings(node: TypeScript.Node): string[] {
  const found: string[] = [];
  const visit = (each: TypeScript.Node): void => {
    if (ts.isStringLiteralLike(each)) found.push(each.text);
    else if (ts.isTemplateExpression(each)) found.push(each.head.text + each.templateSpans.map(({ literal }) => `*${literal.text}`).join(''));
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}

/** The English of every text that is named within. */
function said(node: TypeScript.Node): string[] {
  const keys: string[] = [];
  const visit = (each: TypeScript.Node): void => {
    if (ts.isCallExpression(each) && /^(words\.)?t$/.test(each.expression.getText()) && each.arguments[0]) keys.push(...strings(each.arguments[0]));
    ts.forEachChild(each, visit);
  };
  visit(node);
  return keys.flatMap(sayings);
}

function sayings(key: string): string[] {
  const fits = new RegExp(`^${key.replaceAll('.', '\\.').replaceAll('*', '[\\w-]*')}$`);
  return Object.entries(en).filter(([name]) => fits.test(name)).map(([, text]) => (typeof text === 'string' ? text : (text.other ?? '')));
}

function usesOf(path: string): Use[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const at = relative(join(root, 'src'), path);
  const found: Use[] = [];
  const add = (value: TypeScript.Node, says: readonly string[], drawn = false): void => {
    const named = strings(value).filter((name) => icons.has(name));
    for (const icon of named) found.push({ icon, at, says: drawn || says.length === 0 ? [...says, at] : says, label: !drawn && named.length === 1 });
  };
  const visit = (node: TypeScript.Node): void => {
    if (ts.isJsxAttribute(node) && node.initializer) {
      const own = node.parent.parent;
      const drawn = own.tagName.getText() === 'Icon';
      if (node.name.getText() === (drawn ? 'name' : 'icon')) add(node.initializer, besideOf(own, node), drawn);
    } else if (ts.isPropertyAssignment(node) && node.name.getText() === 'icon') {
      const label = node.parent.properties.find((each) => each.name?.getText() === 'label');
      const says = label ? said(label) : [];
      add(node.initializer, says.length > 0 || !label ? says : strings(label).flatMap(sayings));
    } else if (ts.isVariableDeclaration(node) && /\bIconName\b/.test(node.type?.getText() ?? '') && node.initializer && ts.isObjectLiteralExpression(node.initializer)) {
      for (const each of node.initializer.properties) add(each, [each.name!.getText()]);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What the control says that holds it; of one that is drawn by itself, the nearest words. */
function besideOf(own: TypeScript.JsxOpeningLikeElement, icon: TypeScript.JsxAttribute): string[] {
  const whole = ts.isJsxOpeningElement(own) ? own.parent : own;
  const attributes = own.attributes.properties.filter((each) => each !== icon && each.name?.getText() !== 'onClick').flatMap(said);
  const words = [...attributes, ...(ts.isJsxElement(whole) ? whole.children.flatMap(said) : [])];
  if (words.length > 0) return words;
  let around: TypeScript.Node = whole;
  for (let up = 0; up < 4; up++, around = around.parent) {
    const found = said(around);
    if (found.length > 0) return found;
  }
  return [];
}

const told = ({ icon, at, says }: Use): string => `${icon} beside "${says.join('" or "')}" (${at})`;

test('an icon has one meaning', () => {
  assert.ok(uses.length > 250, `${uses.length} uses were found`);
  assert.deepEqual(Object.keys(MEANINGS).sort(), [...icons].sort());
  assert.deepEqual([...icons].filter((icon) => !uses.some((use) => use.icon === icon)), [], 'never used');
  assert.deepEqual(uses.filter(({ icon, says }) => !says.some((text) => MEANINGS[icon]![1].test(text))).map(told), []);
});

test('the same words stand beside the same icon', () => {
  const first = new Map<string, Use>();
  for (const use of uses.filter(({ says, label }) => says.length === 1 && label)) {
    // One answer is like another, whatever its number is called.
    const text = use.says[0]!.replace(/\{\w+\}/g, '…');
    const before = first.get(text) ?? use;
    first.set(text, before);
    assert.equal(use.icon, before.icon, `${told(before)}, ${told(use)}`);
  }
});

/** What comes with a file, whether anybody acts or not. */
function reached(path: string, all = new Set<string>()): Set<string> {
  if (all.has(path)) return all;
  all.add(path);
  for (const [, other] of readFileSync(path, 'utf8').matchAll(/^(?:import|export) (?!type\b)(?:[^;]*? from )?'(\.[^'?]+)'/gm)) reached(join(dirname(path), other!), all);
  return all;
}

test('what is loaded at first has no icon that comes later', () => {
  const sources = walk(join(root, 'src')).filter((path) => /\.tsx?$/.test(path));
  const asked = sources.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bimport\('(\.[^']+)'\)/g)].map(([, other]) => join(dirname(path), other!)));
  const pages = [join(root, 'src/main.tsx'), ...asked].filter((path) => FIRST.test(path));
  const first = new Set(pages.flatMap((path) => [...reached(path)]).map((path) => relative(join(root, 'src'), path)));
  assert.ok(first.size > 100 && !first.has(join('ui', 'icons.ts')), `${first.size} files`);
  assert.deepEqual(uses.filter(({ icon, at }) => later.includes(icon) && first.has(at)).map(told), []);
});
