// SPDX-License-Identifier: Apache-2.0
// Documents to make slides of, written here.

// A PDF with that number of pages; `content(n)` is what the page n draws, `more` an object 4 that it may.
export function pdf(pages, content, { box = "0 0 960 540", more = "<<>>", catalog = "" } = {}) {
  const numbers = Array.from({ length: pages }, (_, at) => at);
  const stream = (text) => `<</Length ${Buffer.byteLength(text)}>>\nstream\n${text}\nendstream`;
  const objects = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    `<</Type/Pages/Kids[${numbers.map((n) => `${5 + 2 * n} 0 R`).join(" ")}]/Count ${pages}>>`,
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
    more,
    ...numbers.flatMap((n) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents ${6 + 2 * n} 0 R` +
        "/Resources<</Font<</F 3 0 R>>/XObject<</P 4 0 R>>>>>>",
      stream(content(n + 1)),
    ]),
  ];
  let text = "%PDF-1.5\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  text += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

// A slide with a title, lines and a bar.
const slide = (n) =>
  [
    "0.97 0.95 0.9 rg 0 0 960 540 re f 0.1 0.3 0.5 rg 0 500 960 40 re f 0.1 g",
    `BT /F 44 Tf 60 400 Td (Chain of custody, page ${n}) Tj ET`,
    ...["Who takes the phone signs", "Who keeps it signs", "Who gives it on signs"].map(
      (line, at) => `BT /F 26 Tf 80 ${320 - 60 * at} Td (${at + 1}. ${line}) Tj ET`,
    ),
    `0.8 0.4 0.1 rg 60 60 ${80 * ((n % 10) + 1)} 30 re f`,
  ].join("\n");

export const talk = (pages = 1) => pdf(pages, slide);

// Its first page takes longer than anybody waits: a form drawn thousands of times.
export function slow(pages = 1) {
  const form = "0 0 m 960 540 l 960 0 l 0 540 l h B* ".repeat(2000);
  const more = `<</Type/XObject/Subtype/Form/BBox[0 0 960 540]/Length ${form.length}>>\nstream\n${form}\nendstream`;
  return pdf(pages, () => "/P Do ".repeat(5000), { more });
}
