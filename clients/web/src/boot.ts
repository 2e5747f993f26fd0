// SPDX-License-Identifier: Apache-2.0
// Loaded before everything else, and small: it asks for the files that the address will want, in the reader's language,
// while the page itself is on its way. index.html names them (scripts/build.mjs). Without it they come a little later.
(() => {
  const [kind = 'entry'] = location.pathname.split('/').filter(Boolean);
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[data-ahead]')];
  const has = (name: string, value: string): boolean => links.some((link) => link.dataset[name] === value);
  let chosen: string | null = null;
  let signed = false;
  try {
    chosen = localStorage.getItem('muster.lang');
    signed = localStorage.getItem('muster.signed') !== null;
  } catch {
    // Forbidden: what the browser says counts.
  }
  const lang = [chosen ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2))].find((each) => has('lang', each)) ?? 'en';
  // Whoever is signed in is at home at the start.
  const page = kind === 'entry' && signed ? 'home' : kind;
  const wanted = ['all', page, ...(page === 'entry' ? [] : ['someone'])];
  for (const link of links) {
    if (wanted.includes(link.dataset['ahead'] ?? '') && (link.dataset['lang'] ?? lang) === lang) link.rel = 'modulepreload';
  }
  const style = document.querySelector<HTMLLinkElement>(`link[data-page="${CSS.escape(page)}"]`);
  if (style) style.rel = 'stylesheet';
  // The first of them that a browser makes takes a phone a twentieth of a second: now, while it waits for the rest.
  setTimeout(() => new Intl.NumberFormat(lang));
  setTimeout(() => new Intl.DateTimeFormat(lang));
})();
