// SPDX-License-Identifier: Apache-2.0
// Everything that a browser keeps of a site, looked through for words.

// Which of the words stand anywhere: in databases, stores, files of the site's own, in what tabs and the site keep.
export const found = (window, words) =>
  window.page.evaluate(async (words) => {
    const texts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    const settled = (request) => new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));
    for (const { name } of await indexedDB.databases()) {
      const base = await settled(indexedDB.open(name));
      for (const table of base.objectStoreNames) texts.push(JSON.stringify(await settled(base.transaction(table).objectStore(table).getAll())));
      base.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) texts.push(request.url, await (await caches.match(request)).clone().text());
    const walks = async (folder) => {
      for await (const each of folder.values()) texts.push(each.name, each.kind === "file" ? await (await each.getFile()).text() : await walks(each));
      return "";
    };
    await walks(await navigator.storage.getDirectory());
    return words.filter((word) => texts.some((text) => text.includes(word)));
  }, words);

// A file of the site's own, as no page of ours makes one: that it would be seen.
export const fileWrite = (window, text) =>
  window.page.evaluate(async (text) => {
    const file = await (await navigator.storage.getDirectory()).getFileHandle("planted", { create: true });
    const way = await file.createWritable();
    await way.write(text);
    await way.close();
  }, text);
export const fileDrop = (window) => window.page.evaluate(async () => (await navigator.storage.getDirectory()).removeEntry("planted"));
