// SPDX-License-Identifier: Apache-2.0
// Builds dist/: hashed files under assets/, index.html that names them, and .br and .gz beside each.
// Fails when what a page takes to be entered (all but the video library) passes its budget.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { gather } from './gather.mjs';
import { icons, keptOf } from './kept.mjs';
import { slim } from './slim.mjs';

const BUDGETS = { entry: 45_000, home: 50_000, webinar: 70_000, course: 60_000 };
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.tsx', style: 'src/styles/index.css', print: 'src/styles/print.css', entry: 'src/pages/entry/style.css', 'webinar-later': 'styles:webinar/later', 'webinar-staff': 'styles:webinar/staff', 'course-later': 'styles:course/later' },
  outdir: 'dist/assets',
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  // The SDK's private names are half of its weight; nothing names them in a text.
  mangleProps: /^_[a-z]/,
  format: 'esm',
  target: ['es2021', 'chrome100', 'firefox100', 'safari15.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  plugins: [gather(root), slim()],
  logLevel: 'warning',
});

const boot = await build({
  absWorkingDir: root, entryPoints: ['src/boot.ts'], outdir: 'dist/assets', entryNames: '[name]-[hash]', minify: true, format: 'iife',
  target: ['es2021'], metafile: true, logLevel: 'warning',
});
const [booted] = Object.keys(boot.metafile.outputs);

const outputs = Object.entries(metafile.outputs);
const made = (entry) => outputs.find(([, output]) => output.entryPoint === entry);
const [script, { cssBundle: everything }] = made('src/main.tsx');
const [style] = made('src/styles/index.css');
// The sheets of all pages in one: each page has its own.
if (everything) rmSync(join(root, everything));

const favicon = readFileSync(join(root, 'src/favicon.svg'));
const icon = `dist/assets/favicon-${createHash('sha256').update(favicon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(root, icon), favicon);

const address = (output) => output.replace(/^dist/, '');
const shared = reached(script).filter((output) => output !== script);
const page = readFileSync(join(root, 'src/index.html'), 'utf8')
  .replace('{{icon}}', address(icon)).replace('{{style}}', address(style)).replace('{{script}}', address(script))
  .replace('{{pages}}\n', pages().map(([name, output]) => `<link data-page="${name}" href="${address(output)}">\n`).join(''))
  .replace('{{boot}}', `<script async src="${address(booted)}"></script>`)
  .replace('{{ahead}}\n', ahead().map(({ name, lang, output }) => `<link data-ahead="${name}"${lang ? ` data-lang="${lang}"` : ''} href="${address(output)}">\n`).join(''))
  .replace('{{preload}}\n', shared.map((output) => `<link rel="modulepreload" href="${address(output)}">\n`).join(''));
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'index.html'), page);
mkdirSync(join(dist, 'icons'), { recursive: true });
icons(root, dist);

// What browsers keep under one address, and ask for again themselves.
const kept = keptOf({ outputs, reached, sheets: pages(), first: [booted, style, icon], script });
await build({
  absWorkingDir: root, entryPoints: { worker: 'src/worker.ts' }, outdir: 'dist', bundle: true, minify: true, format: 'iife', target: ['es2021'], logLevel: 'warning',
  define: { BUILT: JSON.stringify(kept) },
});

const sizes = new Map();
for (const file of files(dist)) {
  const bytes = readFileSync(file);
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  sizes.set(file.slice(root.length).replaceAll('\\', '/'), { plain: bytes.length, br: br.length });
}

// What it takes to be in each page from nothing: everything but the video library and what only the team loads, with the
// largest of the languages.
const weigh = (names) => names.reduce((sum, name) => sum + sizes.get(name).br, 0);
const loads = (entry) => outputs.filter(([, output]) => entry.test(output.entryPoint ?? ''))
  .map(([name]) => reached(name)).sort((a, b) => weigh(b) - weigh(a))[0] ?? [];
const shell = ['dist/index.html', booted, style, icon, ...reached(script), ...loads(/^src\/i18n\/texts\/\w\w\.ts$/)];
const someone = [...shell, ...loads(/^src\/core\/person-demo\.ts$/), ...loads(/^src\/core\/session\.ts$/)];
const sheetOf = (name) => pages().filter(([page]) => page === name).map(([, output]) => output);
const room = (name) => [...someone, ...loads(new RegExp(`^src/rooms/${name}/page\\.tsx$`)), ...loads(new RegExp(`^texts:${name}/\\w\\w$`)),
  ...sheetOf(name)];
const visits = {
  entry: [...shell, ...loads(/^src\/core\/person-demo\.ts$/), ...loads(/^src\/pages\/entry\/index\.ts$/), ...loads(/^src\/pages\/entry\/page\.tsx$/), ...loads(/^src\/pages\/entry\/texts\/\w\w\.ts$/), ...sheetOf('entry')],
  // What connects comes after it is drawn.
  home: [...shell, ...loads(/^src\/core\/person-session\.ts$/), ...loads(/^src\/pages\/home\/index\.ts$/), ...loads(/^src\/pages\/home\/page\.tsx$/),
    ...loads(/^src\/pages\/home\/texts\/\w\w\.ts$/), ...sheetOf('home')],
  webinar: room('webinar'), course: room('course'),
};

for (const [name, { plain, br }] of [...sizes].sort()) {
  console.log(`${name.padEnd(44)} ${String(plain).padStart(8)} ${String(br).padStart(8)} br`);
}
const [anybody, most] = [weigh(kept.files.map((path) => `dist${path}`)), Math.max(...Object.values(kept.languages).map((paths) => weigh(paths.map((path) => `dist${path}`))))];
console.log(`kept       ${anybody + most} bytes, brotli, ${kept.files.length + Object.values(kept.languages)[0].length} files`);
for (const [page, budget] of Object.entries(BUDGETS)) {
  const bytes = weigh([...new Set(visits[page])]);
  const over = bytes > budget;
  console.log(`${page.padEnd(10)} ${String(bytes).padStart(6)} of ${budget} bytes, brotli, ${new Set(visits[page]).size} files${over ? ': over budget' : ''}`);
  if (over) process.exitCode = 1;
}

if (process.argv.includes('--weigh')) for (const page of Object.keys(BUDGETS)) tell(page);

/** The modules of a first load, the heaviest first: each with its share of what is sent, as its file is compressed. */
function tell(page) {
  const modules = [...new Set(visits[page])].flatMap((name) => {
    const { inputs = {}, bytes = 0 } = metafile.outputs[name] ?? {};
    return Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, share: (bytesInOutput / bytes) * sizes.get(name).br }));
  });
  console.log(`\n${page}`);
  for (const { path, share } of modules.sort((a, b) => b.share - a.share)) if (share >= 1) console.log(`${String(Math.round(share)).padStart(6)} ${path}`);
}

/** What has a style sheet of its own: name and file. */
function pages() {
  const found = outputs.flatMap(([output, { entryPoint, cssBundle }]) => {
    // What of a room is loaded later: webinar-later, webinar-staff.
    const [, room, part] = /^styles:(\w+)\/(\w+)$/.exec(entryPoint ?? '') ?? [];
    if (part) return [[`${room}-${part}`, output]];
    // /academy/people has the sheet academy-people.
    const [, name] = /^src\/(?:rooms\/|pages\/)?([\w-]+(?:\/[\w-]+)?)\/page\.tsx$/.exec(entryPoint ?? '') ?? [];
    return name && cssBundle ? [[name.replace('/', '-'), cssBundle]] : [];
  });
  // The bundler puts what a page asks for later into its sheet too, and the entry asks for home. Paper is behind all of them.
  return [...found.filter(([name]) => name !== 'entry'), ['entry', made('src/pages/entry/style.css')[0]], ['print', made('src/styles/print.css')[0]]];
}

/** What boot.ts may ask for: by the kind of page or for all, in one language or in none, beyond what every page loads. */
function ahead() {
  const known = reached(script);
  // What connects first: the page is loaded while the server answers.
  const order = ['all', 'someone'];
  const found = outputs.flatMap(([output, { entryPoint = '' }]) => {
    const [, lang] = /\/(\w\w)(?:\.ts)?$/.exec(entryPoint) ?? [];
    const [, gathered] = /^texts:(\w+)\//.exec(entryPoint) ?? [];
    const [, room] = /^src\/rooms\/(\w+)\/(?:page\.tsx|index\.ts)$/.exec(entryPoint) ?? [];
    const [, page] = /^src\/pages\/(home|entry)\/(?:index|page|texts\/\w\w)\.tsx?$/.exec(entryPoint) ?? [];
    const name = gathered ?? room ?? page ?? (entryPoint.startsWith('src/i18n/texts/') ? 'all' : undefined)
      ?? { 'src/core/session.ts': 'someone', 'src/core/person-demo.ts': 'all' }[entryPoint];
    return name ? reached(output).filter((each) => !known.includes(each)).map((each) => ({ name, lang: gathered || page || name === 'all' ? lang : undefined, output: each })) : [];
  });
  return [...found.filter(({ name }) => order.includes(name)).sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)), ...found.filter(({ name }) => !order.includes(name))];
}

/** `output` and all it imports without being asked to. */
function reached(output, seen = []) {
  if (seen.includes(output)) return seen;
  seen.push(output);
  for (const { path, kind } of metafile.outputs[output].imports) {
    if (kind === 'import-statement') reached(path, seen);
  }
  return seen;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((each) => (each.isDirectory() ? files(join(folder, each.name)) : [join(folder, each.name)]));
}
