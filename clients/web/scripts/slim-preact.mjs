// SPDX-License-Identifier: Apache-2.0
// For esbuild: Preact from its sources, without what this page never does: taking over what a server has drawn (hydration, and what is
// suspended meanwhile), drawing into another place (portals), the life of classes beside whether they are drawn again (ui/memo.tsx is the
// only one), pure HTML, mathematics, and options for tools. What asks for such a thing is told no, and what is behind it is left out by
// the bundler. What is written here is looked for to the letter: another Preact, which may say it otherwise, does not build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/preact/', import.meta.url));
const ENTRIES = { preact: 'src/index.js', 'preact/hooks': 'hooks/src/index.js', 'preact/jsx-runtime': 'jsx-runtime/src/index.js' };

/** Properties that Preact sets on elements, under names that no element has: shortened like the others, they might be those of an SVG's. */
export const ON_ELEMENTS = { _children: '__k', _listeners: '__l', _attached: '__a', _refCleanup: '__r' };

// Arguments, each of which has a line of its own.
const HYDRATING = /^\t+(?:isHydrating|excessDomChildren),\n/gm;
const LIFE = /\b\w+\.(?:componentWillMount|componentDidMount|componentWillReceiveProps|componentWillUpdate|componentDidUpdate|getSnapshotBeforeUpdate|getDerivedStateFromProps|getDerivedStateFromError|componentDidCatch)\b/g;
const PORTAL = /\b(?:newProps|\w+\.props)\._parentDom\b/g;
const TOOLS = /\boptions\.(?:vnode|event|debounceRendering|_hydrationMismatch|_hook|_skipEffects)\b/g;

const CUTS = {
  'src/component.js': [
    [/^\t+oldVNode\._flags & MODE_HYDRATE(?: \? \[oldDom\] : NULL)?,\n/gm, ''],
    [/^BaseComponent\.prototype\.forceUpdate = [^]*?^\};\n/m, ''],
    [/^\t\tif \(callback\) \{\n[^]*?^\t\t\}\n/m, ''],
    [PORTAL, 'null'],
    [TOOLS, 'null'],
  ],
  'src/create-context.js': [[/^\t\/\*\*[^\n]*\n\tContext\.Consumer = [^]*?^\tContext\.Provider = .*$/m, '\tContext.Provider = Context;']],
  'src/create-element.js': [[TOOLS, 'null']],
  'src/render.js': [
    [HYDRATING, ''],
    [/^\tlet isHydrating = .*\n/m, ''],
    [/\bisHydrating \? NULL : /, ''],
    [/^\t\toldVNode\n\t\t\t\? NULL\n[^]*?: NULL,\n/m, ''],
  ],
  'src/diff/catch-error.js': [[LIFE, 'null']],
  'src/diff/children.js': [[HYDRATING, ''], [PORTAL, 'null']],
  'src/diff/props.js': [[TOOLS, 'null']],
  'src/diff/index.js': [
    [HYDRATING, ''],
    [/^\tif \(\n\t\toldVNode\._flags & MODE_SUSPENDED[^]*?^\t\}\n/m, ''],
    [/^\t+if \(resumed\) .*\n/m, ''],
    [/^\t+newVNode\._flags &= RESET_MODE;\n/m, ''],
    [/^\t+(?:isHydrating = )?(?:isHydrating|excessDomChildren) =\s[^;]*;\n/gm, ''],
    [/^\t\t\t\texcessDomChildren\n\t+\? excessDomChildren\[0\]\n\t+: /m, '\t\t\t\t'],
    [/^\tif \(\n\t\t!skipRemove &&\n[^]*?^\t\}\n/m, ''],
    [/\bisHydrating\b/g, 'false'],
    [/\bexcessDomChildren\b(?!\[)/g, 'null'],
    [/^\t+excessDomChildren\[.*\n/gm, ''],
    [/^\t+EMPTY_ARR\.push\.apply\(c\._renderCallbacks, c\._stateCallbacks\);\n|^\t+c\._stateCallbacks = \[\];\n/gm, ''],
    [/^\t+tmp = newType\.contextType;\n[^]*?: globalContext;\n/m, '\t\tconst provider = null, componentContext = globalContext;\n'],
    [/\bif \(i == 'dangerouslySetInnerHTML'\) \{\n\t+oldHtml = value;\n\t+\} else /, ''],
    [/ else if \(i == 'dangerouslySetInnerHTML'\) \{\n\t+newHtml = value;\n\t+\}/, ''],
    [/\bnodeType == '(?:math|template|foreignObject)'|'default(?:Value|Checked)' in newProps/g, 'false'],
    [/\bif \((?:newHtml|oldHtml)\)/g, 'if (false)'],
    [/\bnamespace == MATH_NAMESPACE\b/g, 'false'],
    [LIFE, 'null'],
    [PORTAL, 'null'],
    [TOOLS, 'null'],
  ],
  'hooks/src/index.js': [
    [/\b__hooks\b/g, '_hooks'],
    [/^let old(?:BeforeDiff|BeforeRender|AfterDiff|Commit|BeforeUnmount|Root) = .*\n/gm, ''],
    [/^\tif \(old(?:BeforeDiff|BeforeRender|AfterDiff|Commit|BeforeUnmount|Root)\) .*\n/gm, ''],
    [TOOLS, 'null'],
  ],
  'jsx-runtime/src/index.js': [[/^\tif \(__source \|\| __self\) \{\n[^]*?^\t\}\n/m, ''], [TOOLS, 'null']],
};

export function slimmed(file, text) {
  return (CUTS[file] ?? []).reduce((slim, [what, by]) => {
    const next = slim.replace(what, by);
    if (next === slim) throw new Error(`nothing of ${file} is written as ${what}`);
    return next;
  }, text);
}

export function slimPreact() {
  return {
    name: 'slim-preact',
    setup(build) {
      build.onResolve({ filter: /^preact(?:\/|$)/ }, ({ path }) => (ENTRIES[path] ? { path: folder + ENTRIES[path] } : undefined));
      build.onLoad({ filter: /[\\/]node_modules[\\/]preact[\\/].*\.js$/ }, ({ path }) => {
        const file = path.slice(folder.length).replaceAll('\\', '/');
        return { contents: slimmed(file, readFileSync(path, 'utf8')), loader: 'js' };
      });
    },
  };
}
