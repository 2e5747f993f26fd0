// SPDX-License-Identifier: Apache-2.0
// Builds dist/: hashed files under assets/, index.html that names them, and .br and .gz beside each.
// Fails when what a first visit loads (all but the video library) passes the budget.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const BUDGET_BYTES = 70 * 1024;
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.tsx' },
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
  logLevel: 'warning',
});

const outputs = Object.entries(metafile.outputs);
const [script, entry] = outputs.find(([, output]) => output.entryPoint === 'src/main.tsx');
const style = entry.cssBundle;

const favicon = readFileSync(join(root, 'src/favicon.svg'));
const icon = `dist/assets/favicon-${createHash('sha256').update(favicon).digest('hex').slice(0, 8).toUpperCase()}.svg`;
writeFileSync(join(root, icon), favicon);

const address = (output) => output.replace(/^dist/, '');
const shared = reached(script).filter((output) => output !== script);
const page = readFileSync(join(root, 'src/index.html'), 'utf8')
  .replace('{{icon}}', address(icon)).replace('{{style}}', address(style)).replace('{{script}}', address(script))
  .replace('{{preload}}\n', shared.map((output) => `<link rel="modulepreload" href="${address(output)}">\n`).join(''));
mkdirSync(dist, { recursive: true });
writeFileSync(join(dist, 'index.html'), page);

const sizes = new Map();
for (const file of files(dist)) {
  const bytes = readFileSync(file);
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  writeFileSync(`${file}.br`, br);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
  sizes.set(file.slice(root.length).replaceAll('\\', '/'), { plain: bytes.length, br: br.length });
}

// A first visit: the page, the style, the icon, the script, the largest language and the largest room.
const weigh = (names) => names.reduce((sum, name) => sum + sizes.get(name).br, 0);
const largest = (entries) => outputs.filter(([, output]) => entries.test(output.entryPoint ?? ''))
  .map(([name]) => reached(name)).reduce((a, b) => (weigh(a) > weigh(b) ? a : b));
const first = [...new Set(['dist/index.html', style, icon, ...reached(script),
  ...largest(/^src\/i18n\/\w\w\.ts$/), ...largest(/^src\/\w+\/page\.tsx$/)])];
const total = weigh(first);
for (const [name, { plain, br }] of [...sizes].sort()) {
  console.log(`${first.includes(name) ? '*' : ' '} ${name.padEnd(44)} ${String(plain).padStart(8)} ${String(br).padStart(8)} br`);
}
console.log(`first visit (*): ${total} of ${BUDGET_BYTES} bytes, brotli`);
if (total > BUDGET_BYTES) {
  console.error('over budget');
  process.exitCode = 1;
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
