// SPDX-License-Identifier: Apache-2.0
// For esbuild: what a room's features have in common goes into one file, which costs one request. The list is
// src/rooms/<room>/features.ts; "all" is every feature there is.
//   texts:webinar/fr         the French texts of the features, and the room's own; of all, those of pages and rooms too
//   texts:webinar.staff/fr   those of the team's parts: in their folder staff
//   staff:webinar            what only the team sees of them: their staff.ts, by feature
//   later:course             … and the course.ts of those of another room that its features.ts names aside, with all their words
//   later:webinar            what is loaded once the room stands: their later.ts; its texts are texts:webinar.later/fr
//   wall:webinar             what of them is shown on a wall: their wall.ts
//   styles:webinar/later     the styles of those: in their folder later; of the team's, styles:webinar/staff
//   shared:all               what more than one page is made of, and the shared.ts of features: what several of their
//                            files use. Every file that is loaded later imports it, so that all of it is one file: else
//                            the bundler makes one for each set of pages that have something in common.
//   shared:talk, shared:more likewise, what pages are made of that come later: see GROUPS
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

// What only one page is made of, or only who is somebody.
const APART = ['back.tsx', 'single.ts', 'csv.ts', 'asked.ts', 'bring.tsx', 'emitter.ts', 'roster.ts', 'need.tsx', 'acts.tsx', 'dialog.tsx', 'packed.ts', 'calendar.ts', 'day.ts', 'countries.ts', 'select.tsx', 'languages.tsx', 'code.ts', 'choice.ts', 'upload.ts', 'shell.tsx', 'mention.tsx', 'mentioning.tsx', 'mention.ts', 'colour.ts', 'picture.tsx', 'person-demo.ts', 'person-session.ts', 'queue.ts', 'events.ts', 'streams.ts', 'streamed.ts', 'nothing.ts', 'past-base.ts', 'past.ts', 'question.ts', 'taken.ts', 'taking.ts', 'weighed.ts', 'session.ts', 'shelf.ts', 'database.ts', 'bars.tsx', 'progress.tsx', 'wall.tsx', 'table.tsx', 'tabs.tsx', 'markup.tsx', 'markdown.ts', 'marks.ts', 'states.tsx', 'line.tsx', 'target.ts', 'hls.ts', 'file.ts', 'cited.tsx', 'size.ts', 'pictures.ts', 'sending.ts'];

// What no first load has, but what is loaded later: `talk`, what one writes and reads long lists with, the webinar's page has too.
const GROUPS = {
  talk: ['core/closed.ts', 'core/reading.ts', 'core/text.ts', 'core/turns.ts', 'ui/closed.tsx', 'ui/command.ts', 'ui/field.tsx', 'ui/reading.ts', 'ui/turns.ts', 'ui/waits.tsx', 'ui/writing.tsx'],
  more: ['core/again.ts', 'core/moved.ts', 'core/plan.ts', 'core/wall.ts', 'core/zone.ts', 'core/zoned.ts', 'ui/due.tsx', 'ui/elsewhere.ts', 'ui/icons.ts', 'ui/name-of.ts'],
};
// What of what is loaded by itself is of a first load, or of what is seen right after it, and has none of them.
export const FIRST = new RegExp(`/src/(?:${[
  'main\\.tsx', '(?:core|i18n)/.*', 'pages/(?:entry|home)/page\\.tsx', 'pages/join\\.ts', 'rooms/(?:webinar|course)/page\\.tsx', 'ui/markup\\.tsx', 'features/stage/(?:about|player)\\.tsx',
  '.*/texts/.*', '.*/index\\.ts',
].join('|')})$`);

// What has of these its own.
const OWN = ['src/kit', 'src/features/unit', 'src/features/completion', 'src/features/document'];

const grouped = Object.values(GROUPS).flat();

/** `apart`: each file by itself, as tests take it. */
export function gather(root, apart = false) {
  const features = (room, file) => (room === 'all' ? everywhere(join(root, 'src/features')) : listed(join(root, 'src/rooms', room, 'features.ts')))
    .filter((name) => existsSync(join(root, 'src/features', name, file)));
  const pagesSaying = (lang) => ['pages', 'ui', 'rooms', 'i18n'].flatMap((folder) => everywhere(join(root, 'src', folder))
    .filter((name) => existsSync(join(root, 'src', folder, name, 'texts', `${lang}.ts`))).map((name) => `../${folder}/${name}`));
  const aside = (room, file) => (room === 'all' ? [] : named(join(root, 'src/rooms', room, 'features.ts'))).filter((name) => existsSync(join(root, 'src/features', name, file)));
  const module = (lines) => ({ contents: lines.join('\n'), resolveDir: join(root, 'src/features') });
  // Known before anything is loaded: a file may be reached the one way before the other.
  const later = apart ? new Set() : asked(join(root, 'src'));
  return {
    name: 'gather',
    setup(build) {
      // The words of a feature that two rooms have are in the file of each: they are less than a request.
      build.onResolve({ filter: /\/texts\/\w\w\.ts\?[\w.]+$/ }, ({ path, resolveDir }) => {
        const [file, room] = path.split('?');
        return { path: join(resolveDir, file), suffix: `?${room}` };
      });
      // What the kit shows of what is apart it has for itself, and so has what of a course few go to: nobody waits for it,
      // and everybody would for a file more.
      build.onResolve({ filter: /\/ui\/[\w-]+\.tsx$/ }, ({ path, importer, resolveDir }) => (
        !apart && OWN.some((folder) => importer.startsWith(join(root, folder))) && APART.includes(basename(path)) ? { path: join(resolveDir, path), suffix: '?own' } : undefined
      ));
      build.onResolve({ filter: /^(texts|shared):/ }, ({ path }) => {
        const [namespace, rest] = path.split(':');
        return { path: rest, namespace };
      });
      build.onResolve({ filter: /^(staff|later|wall):/ }, ({ path }) => ({ path, namespace: 'parts' }));
      build.onLoad({ filter: /.*/, namespace: 'texts' }, ({ path }) => {
        const [list, lang] = path.split('/');
        const [room, part] = list.split('.');
        const file = `${part ? `${part}/` : ''}texts/${lang}.ts`;
        const own = existsSync(join(root, 'src/rooms', room, file)) ? [`../rooms/${room}`] : [];
        const names = [...features(room, file), ...own, ...(list === 'all' ? pagesSaying(lang) : [])];
        const paths = names.map((name) => `${name}/${file}`);
        const more = part ? [...(part === 'later' ? aside(room, file).map((name) => `${name}/texts/${lang}.ts`).filter((path) => existsSync(join(root, 'src/features', path))) : []), ...aside(room, file).map((name) => `${name}/${file}`)] : [];
        return module([
          ...(apart ? [] : ["import 'shared:all';"]),
          ...[...paths, ...more].map((path, at) => `import { ${lang} as t${at} } from './${path}?${list}';`),
          `export const texts = { ${[...paths, ...more].map((_, at) => `...t${at}`).join(', ')} };`,
        ]);
      });
      build.onLoad({ filter: /.*/, namespace: 'parts' }, ({ path: whole }) => {
        const [namespace, path] = whole.split(':');
        const names = features(path, `${namespace}.ts`);
        const more = namespace === 'later' ? aside(path, `${path}.ts`) : [];
        return module([
          ...(apart ? [] : ["import 'shared:all';", "import 'shared:talk';", "import 'shared:more';"]),
          // All that the page is made of is one file then, else there is one for each set of parts that share something.
          ...(apart || namespace === 'wall' ? [] : [`import '../rooms/${path}/page.tsx';`]),
          ...names.map((name) => `import * as ${name} from './${name}/${namespace}.ts';`),
          ...more.map((name) => `import * as ${name} from './${name}/${path}.ts';`),
          `export const parts = { ${[...names, ...more].join(', ')} };`,
        ]);
      });
      build.onResolve({ filter: /^styles:/ }, ({ path }) => ({ path: path.slice('styles:'.length), namespace: 'styles' }));
      build.onLoad({ filter: /.*/, namespace: 'styles' }, ({ path }) => {
        const [room, part] = path.split('/');
        const names = [...features(room, `${part}/style.css`), ...(part === 'later' ? aside(room, 'later/style.css') : [])];
        // What shows once somebody acts comes before what a feature changes of it.
        const asked = part === 'later' ? ["@import '../styles/asked.css';"] : [];
        return { ...module([...asked, ...names.map((name) => `@import './${name}/${part}/style.css';`)]), loader: 'css' };
      });
      build.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path: group }) => module(GROUPS[group]?.map((file) => `import '../${file}';`) ?? [
        ...['core', 'i18n', 'ui'].flatMap((folder) => readdirSync(join(root, 'src', folder))
          .filter((name) => /\.tsx?$/.test(name) && !APART.includes(name) && !grouped.includes(`${folder}/${name}`))
          .map((name) => `import '../${folder}/${name}';`)),
        ...features('all', 'shared.ts').map((name) => `import './${name}/shared.ts';`),
        // What every room begins with.
        "import '../rooms/enter.tsx';",
        ...listed(join(root, 'src/rooms/webinar/features.ts')).filter((name) => listed(join(root, 'src/rooms/course/features.ts')).includes(name))
          .map((name) => `import './${name}/index.ts';`),
      ]));
      build.onLoad({ filter: /[/\\]src[/\\](main\.tsx|(rooms|pages|features|kit|core|ui|i18n)[/\\].*\.tsx?)$/ }, async ({ path }) => {
        if (!later.has(path) && !path.endsWith('main.tsx')) return undefined;
        const room = roomOf(root, path);
        const first = FIRST.test(path.replaceAll('\\', '/'));
        const groups = ['all', ...(!first || path.endsWith(join('webinar', 'page.tsx')) ? ['talk'] : []), ...(first ? [] : ['more'])];
        const before = [...groups.map((group) => `import 'shared:${group}';`), ...(room ? [`import '${join(root, 'src/rooms', room, 'page.tsx')}';`] : [])];
        return { contents: `${readFileSync(path, 'utf8')}\n${before.join('\n')}\n`, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      });
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

/** The room whose page is there when this file of a feature is loaded: the feature is of no other. */
function roomOf(root, path) {
  const [, feature] = /[/\\]features[/\\](\w+)[/\\]/.exec(path) ?? [];
  const of = ['webinar', 'course'].filter((room) => [...listed(join(root, 'src/rooms', room, 'features.ts')), ...named(join(root, 'src/rooms', room, 'features.ts'))].includes(feature));
  return of.length === 1 ? of[0] : undefined;
}

/** Those that a room has aside. */
function named(file) {
  const [, list = ''] = /ASIDE[^=]*= \[(.*)\];/.exec(readFileSync(file, 'utf8')) ?? [];
  return [...list.matchAll(/id: '(\w+)'/g)].map(([, name]) => name);
}

/** What some file asks for when it is wanted. */
function asked(folder) {
  const files = readdirSync(folder, { withFileTypes: true });
  const own = files.filter(({ name }) => /\.tsx?$/.test(name)).flatMap(({ name }) => (
    [...readFileSync(join(folder, name), 'utf8').matchAll(/(?<!typeof )\bimport\('(\.[^']+)'\)/g)].map(([, path]) => join(folder, path))
  ));
  const within = files.filter((each) => each.isDirectory()).flatMap(({ name }) => [...asked(join(folder, name))]);
  return new Set([...own, ...within]);
}
