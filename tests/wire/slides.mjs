// SPDX-License-Identifier: Apache-2.0
// Slides that are there: uploaded by the host, and made into pages.

import { until } from "./client.mjs";
import { talk } from "./pdf.mjs";
import { token } from "./server.mjs";

// {deck, pages}, once all its pages stand.
export async function slidesMake(server, room, pages) {
  const content = talk(pages);
  const headers = { Authorization: `Bearer ${token("host")}`, "Content-Type": "application/json" };
  const post = (path, more) => server.get(path, { method: "POST", ...more });
  const asked = { room, name: "Phones.pdf", bytes: content.length, use: "slides" };
  const { url } = await (await post("/api/uploads", { headers, body: JSON.stringify(asked) })).json();
  const { file: deck } = await (await post(url, { body: content })).json();
  const made = async () => (await server.get(`/api/rooms/${room}/slide.pages?deck=${deck}`, { headers })).status === 200;
  await until(made, "the deck");
  for (let page = 1; page <= pages; page++) await until(() => shown(server, headers, room, deck, page), `page ${page}`);
  return { deck, pages };
}

// The team is given a page once it is made.
async function shown(server, headers, room, deck, page) {
  const answer = await server.get(`/api/rooms/${room}/slide.pages?deck=${deck}`, { headers });
  if (answer.status !== 200) return false;
  const { url } = await answer.json();
  return (await server.get(`${url}/${page}.small.jpg`)).status === 200;
}
