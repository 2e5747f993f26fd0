// SPDX-License-Identifier: Apache-2.0
// For esbuild: what a room's features have in common goes into one file, which costs one request. The list is
// src/rooms/<room>/features.ts; "all" is every feature there is.
//   texts:webinar/fr   the French texts of the features; of all, those of the pages too
//   staff:webinar      what only the team sees of them: their staff.ts, by feature
//   shared:all         what more than one page is made of. Every file that is loaded later imports it, so that all of
//                      it is one file: else the bundler makes one for each set of pages that have something in common.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// What only one page is made of, or only who is somebody.
const APART = ['packed.ts', 'calendar.ts', 'person-demo.ts', 'person-session.ts', 'queue.ts', 'events.ts', 'session.ts', 'shelf.ts', 'database.ts', 'bars.tsx', 'progress.tsx', 'table.tsx', 'tabs.tsx'];

export function gather(root) {
  const features = (room, file) => (room === 'all' ? everywhere(join(root, 'src/features')) : listed(join(root, 'src/rooms', room, 'features.ts')))
    .filter((name) => existsSync(join(root, 'src/features', name, file)));
  const pagesSaying = (lang) => everywhere(join(root, 'src/pages')).filter((name) => existsSync(join(root, 'src/pages', name, 'texts', `${lang}.ts`)))
    .map((name) => `../pages/${name}`);
  const module = (lines) => ({ contents: lines.join('\n'), resolveDir: join(root, 'src/features') });
  const later = new Set();
  return {
    name: 'gather',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
        if (kind === 'dynamic-import' && !path.includes('/texts/')) later.add(join(resolveDir, path));
      });
      // The words of a feature that two rooms have are in the file of each: they are less than a request.
      build.onResolve({ filter: /\/texts\/\w\w\.ts\?\w+$/ }, ({ path, resolveDir }) => {
        const [file, room] = path.split('?');
        return { path: join(resolveDir, file), suffix: `?${room}` };
      });
      build.onResolve({ filter: /^(texts|staff|shared):/ }, ({ path }) => {
        const [namespace, rest] = path.split(':');
        return { path: rest, namespace };
      });
      build.onLoad({ filter: /.*/, namespace: 'texts' }, ({ path }) => {
        const [room, lang] = path.split('/');
        const names = [...features(room, `texts/${lang}.ts`), ...(room === 'all' ? pagesSaying(lang) : [])];
        return module([
          ...names.map((name, at) => `import { ${lang} as t${at} } from './${name}/texts/${lang}.ts?${room}';`),
          `export const texts = { ${names.map((_, at) => `...t${at}`).join(', ')} };`,
        ]);
      });
      build.onLoad({ filter: /.*/, namespace: 'staff' }, ({ path }) => {
        const names = features(path, 'staff.ts');
        return module([
          "import 'shared:all';",
          ...names.map((name) => `import * as ${name} from './${name}/staff.ts';`),
          `export const parts = { ${names.join(', ')} };`,
        ]);
      });
      build.onLoad({ filter: /.*/, namespace: 'shared' }, () => module(['core', 'i18n', 'ui'].flatMap((folder) =>
        readdirSync(join(root, 'src', folder)).filter((name) => /\.tsx?$/.test(name) && !APART.includes(name))
          .map((name) => `import '../${folder}/${name}';`))));
      build.onLoad({ filter: /[/\\]src[/\\](main\.tsx|(rooms|pages|features|kit|core)[/\\].*\.tsx?)$/ }, async ({ path }) => (
        later.has(path) || path.endsWith('main.tsx') ? { contents: `${readFileSync(path, 'utf8')}\nimport 'shared:all';\n`, loader: path.endsWith('x') ? 'tsx' : 'ts' } : undefined
      ));
    },
  };
}

/** Each feature, and each part of one that has a folder of its own. */
function everywhere(folder) {
  const inside = (path) => readdirSync(path, { withFileTypes: true }).filter((each) => each.isDirectory()).map(({ name }) => name);
  return inside(folder).flatMap((name) => [name, ...inside(join(folder, name)).map((part) => `${name}/${part}`)]);
}

function listed(file) {
  return [...readFileSync(file, 'utf8').matchAll(/from '\.\.\/\.\.\/features\/(\w+)\/index\.ts'/g)].map(([, name]) => name);
}
