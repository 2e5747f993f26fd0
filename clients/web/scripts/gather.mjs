// SPDX-License-Identifier: Apache-2.0
// For esbuild: what a room's features have in common goes into one file, which costs one request. The list is
// src/rooms/<room>/features.ts; "all" is every feature there is.
//   texts:webinar/fr   the French texts of the features
//   staff:webinar      what only the team sees of them: their staff.ts, by feature
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export function gather(root) {
  const features = (room, file) => (room === 'all' ? readdirSync(join(root, 'src/features')) : listed(join(root, 'src/rooms', room, 'features.ts')))
    .filter((name) => existsSync(join(root, 'src/features', name, file)));
  const module = (lines) => ({ contents: lines.join('\n'), resolveDir: join(root, 'src/features') });
  return {
    name: 'gather',
    setup(build) {
      build.onResolve({ filter: /^(texts|staff):/ }, ({ path }) => {
        const [namespace, rest] = path.split(':');
        return { path: rest, namespace };
      });
      build.onLoad({ filter: /.*/, namespace: 'texts' }, ({ path }) => {
        const [room, lang] = path.split('/');
        const names = features(room, `texts/${lang}.ts`);
        return module([
          ...names.map((name, at) => `import { ${lang} as t${at} } from './${name}/texts/${lang}.ts';`),
          `export const texts = { ${names.map((_, at) => `...t${at}`).join(', ')} };`,
        ]);
      });
      build.onLoad({ filter: /.*/, namespace: 'staff' }, ({ path }) => {
        const names = features(path, 'staff.ts');
        return module([
          ...names.map((name) => `import * as ${name} from './${name}/staff.ts';`),
          `export const parts = { ${names.join(', ')} };`,
        ]);
      });
    },
  };
}

function listed(file) {
  return [...readFileSync(file, 'utf8').matchAll(/from '\.\.\/\.\.\/features\/(\w+)\/index\.ts'/g)].map(([, name]) => name);
}
