// SPDX-License-Identifier: Apache-2.0
// One scale of type, one grid, three depths, named colours: a sheet does not make up its own.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';

const root = process.env['MUSTER_WEB_ROOT'] ?? '.';

function sheetsIn(folder: string): { name: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    if (each.isDirectory()) return sheetsIn(path);
    return each.name.endsWith('.css') ? [{ name: relative(root, path), text: readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, '') }] : [];
  });
}

// What is printed has its own measures; the names are given in tokens.css.
const all = sheetsIn(join(root, 'src'));
const sheets = all.filter(({ name }) => !/tokens|print/.test(name));

function declarations(text: string): { property: string; value: string }[] {
  return [...text.matchAll(/([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g)].map(([, property = '', value = '']) => ({ property, value: value.trim() }));
}

function faults(wrong: (property: string, value: string) => boolean): string[] {
  return sheets.flatMap(({ name, text }) => declarations(text)
    .filter(({ property, value }) => wrong(property, value)).map(({ property, value }) => `${name}: ${property}: ${value}`));
}

// A page that is opened first has nothing of what another one brought.
test('what narrows a list is dressed by the page that it stands on', () => {
  for (const { name } of readdirSync(join(root, 'src/pages'), { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const files = readdirSync(join(root, 'src/pages', name), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.tsx'));
    if (!files.some((file) => /<(?:FilterLine|Choice)\b/.test(readFileSync(join(root, 'src/pages', name, file), 'utf8')))) continue;
    assert.match(readFileSync(join(root, 'src/pages', name, 'style.css'), 'utf8'), /styles\/work\.css/, name);
  }
});

test('the size of type is one of the scale', () => {
  const good = /^(?:var\(--text-(?:[1-6]|wall)\)|inherit|0|100%|[\d.]+em|(?:125|181\.25)%|max\(1rem, var\(--text-3\)\))$/;
  assert.deepEqual(faults((property, value) => property === 'font-size' && !good.test(value)), []);
});

// Words of the other script within a text have that script's. A wall is read from the last row, a count is a round of its own.
test('there are two heights of a line, and each language has its own', () => {
  const good = /^(?:var\(--leading(?:-title)?\)|1|1\.5rem|var\(--row\))$/;
  const wrong = sheets.filter(({ name }) => !/present/.test(name)).flatMap(({ name, text }) => [...text.matchAll(/([^{};]+)\{([^{}]*)\}/g)]
    .filter(([, selector = '']) => !/\.prose\[dir=|^\s*:lang\(ar\):is/.test(selector))
    .flatMap(([, selector = '', body = '']) => declarations(`${body}}`).filter(({ property, value }) => property === 'line-height' && !good.test(value))
      .map(({ value }) => `${name}: ${selector.trim()}: ${value}`)));
  assert.deepEqual(wrong, []);
});

test('what keeps things apart is a multiple of four pixels, or half of it', () => {
  const off = (value: string): boolean => [...value.matchAll(/(?<![\w.])(\d*\.?\d+)rem/g)].some(([, size]) => (Number(size) * 8) % 1 !== 0);
  assert.deepEqual(faults((property, value) => /^(?:margin|padding|gap|row-gap|column-gap)/.test(property) && off(value)), []);
});

test('a shadow is one of the three depths', () => {
  assert.deepEqual(faults((property, value) => property === 'box-shadow' && !/^(?:none|var\(--depth-[123]\)|(?:inset )?0 0 0 [\d.]+(?:px|rem) [\w(),-]+)$/.test(value)
    // What glows for a moment when it is pressed.
    && !/0\.625rem/.test(value)), []);
});

test('a colour has a name', () => {
  // Avatars are coloured by person; the picture is black behind.
  const free = /hue-|player|reaction-sum|player-over/;
  for (const { name, text } of sheets) {
    for (const [, selector = '', body = ''] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      if (free.test(selector) || /backdrop|notice/.test(selector)) continue;
      assert.doesNotMatch(body, /#[0-9a-f]{3,8}\b|rgba?\(/i, `${name}: ${selector.trim()}`);
    }
  }
});

test('every name that is used is given', () => {
  const given = new Set(all.flatMap(({ text }) => [...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name)));
  for (const { name, text } of all) for (const [, used] of text.matchAll(/var\((--[\w-]+)/g)) assert.ok(given.has(used), `${name}: ${used}`);
});

test('what has the focus, or is pressed, looks otherwise and moves nothing: a click would miss what moves under it', () => {
  const looks = /^(?:outline|opacity|color|background|box-shadow|border-color|text-decoration|z-index|transform|--)/;
  const moves = sheets.flatMap(({ name, text }) => [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
    .filter(([, selector = '']) => /:focus(?!-visible)|:active/.test(selector))
    .flatMap(([, selector = '', body = '']) => declarations(`${body}}`).filter(({ property }) => !looks.test(property)).map(({ property }) => `${name}: ${selector.trim()}: ${property}`)));
  assert.deepEqual(moves, []);
});

// A class that two dress looks as whichever sheet came last: what is meant for one part reaches the parts of others.
test('a class of a feature is dressed by that feature, and by nobody else', () => {
  const owners = new Map<string, Set<string>>();
  for (const { name, text } of sheets.filter(({ name }) => !/base|shell/.test(name))) {
    const owner = name.replace(/[/\\]\w+\.css$|[/\\](later|staff|wall|board|form)[/\\][^]*$/g, '');
    for (const [, selectors = ''] of text.matchAll(/([^{};]+)\{[^{}]*\}/g)) {
      for (const [, one = ''] of selectors.matchAll(/(?:^|,)\s*(\.[\w-]+)\s*(?=,|$)/g)) owners.set(one, (owners.get(one) ?? new Set()).add(owner));
    }
  }
  assert.ok(owners.size > 300);
  assert.deepEqual([...owners].filter(([, all]) => all.size > 1 && [...all].some((owner) => owner.includes('features'))).map(([one, all]) => `${one}: ${[...all].join(', ')}`), []);
});

test('a time has one size, that of what stands beside it', () => {
  const sizes = sheets.flatMap(({ name, text }) => [...text.matchAll(/([^{};]+)\{([^{}]*)\}/g)].filter(([, selectors = '']) => /(?:^|[\s>])time\s*(?:,|$)/.test(selectors))
    .flatMap(([, selectors = '', body = '']) => declarations(`${body}}`).filter(({ property, value }) => property === 'font-size' && !['inherit', 'var(--text-2)'].includes(value))
      .map(({ value }) => `${name}: ${selectors.trim()}: ${value}`)));
  assert.deepEqual(sizes, []);
});

// Whoever opens a page by its address has come through no room whose sheet dresses it too.
test('a page brings the sheets of all that it shows by itself', () => {
  const of = (name: string): string => all.find((sheet) => sheet.name === join('src', name))?.text ?? '';
  // Those that have a rule of their own: others are named beside something else.
  const classes = (text: string): string[] => [...text.matchAll(/(?:^|[,{};])\s*\.([a-z][\w-]*)\s*(?=[,{])/g)].map(([, one = '']) => one);
  const first = ['base', 'parts', 'fields', 'states', 'shell'].flatMap((name) => classes(of(`styles/${name}.css`)));
  const missing: string[] = [];
  for (const { name: page } of readdirSync(join(root, 'src/pages'), { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const folder = join(root, 'src/pages', page);
    const texts = readdirSync(folder).filter((name) => name.endsWith('.tsx')).map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    const shown = new Set([...texts.matchAll(/class(?:="([^"]*)"|=\{`([^`]*)`\})/g)].flatMap(([, plain = '', made = '']) => `${plain} ${made}`.split(/[^\w-]+/)));
    if (texts.includes('<FilterLine')) shown.add('filters');
    if (texts.includes('<Choice')) shown.add('choice-option');
    const sheet = of(`pages/${page}/style.css`);
    const brought = [...first, ...classes(sheet), ...[...sheet.matchAll(/styles\/(\w+\.css)/g)].flatMap(([, name = '']) => classes(of(`styles/${name}`)))];
    for (const shared of ['work', 'waited', 'asked', 'more', 'panels', 'bars', 'markup'])
      for (const one of new Set(classes(of(`styles/${shared}.css`)))) if (shown.has(one) && !brought.includes(one)) missing.push(`${page}: ${one} of ${shared}.css`);
  }
  assert.deepEqual(missing, []);
});
