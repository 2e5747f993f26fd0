// SPDX-License-Identifier: Apache-2.0
// The style sheet of a page is a file of its own: index.html names it (scripts/build.mjs), and it is loaded with the page.

const loaded = new Map<string, Promise<void>>();

export function styleAdd(page: string): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>(`link[data-page="${page}"]`);
  if (!link) return Promise.resolve();
  const known = loaded.get(page);
  if (known) return known;
  // It may have been asked for ahead (boot.ts).
  if (link.sheet) return Promise.resolve();
  const coming = new Promise<void>((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      // Whoever asks again tries again.
      loaded.delete(page);
      link.rel = '';
      reject(new Error(`no style for ${page}`));
    };
    link.rel = 'stylesheet';
  });
  loaded.set(page, coming);
  return coming;
}
