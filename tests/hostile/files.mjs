// SPDX-License-Identifier: Apache-2.0
// Files made by hand, well and ill: pictures with a canary wherever something can be hidden,
// archives, and what only looks like them.

export const CANARY = "CANARY-7f3a";

const bytes = (...parts) =>
  Buffer.concat(parts.map((part) => (Array.isArray(part) ? Buffer.from(part) : Buffer.from(part))));
const u16 = (n) => [n >> 8, n & 255];
const u32 = (n) => [...u16(n >>> 16), ...u16(n & 65535)];
const le16 = (n) => u16(n).reverse();
const le32 = (n) => u32(n >>> 0).reverse();

// ---- JPEG -------------------------------------------------------------------------------------

const segment = (marker, data) => bytes([0xff, marker, ...u16(data.length + 2)], data);
const frame = (width, height, marker = 0xc0) =>
  segment(marker, bytes([8, ...u16(height), ...u16(width), 1, 1, 0x11, 0]));
const scan = bytes([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0], [0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56]);
const table = segment(0xdb, Buffer.alloc(65, 1));
const entry = (tag, type, count, value) => [...u16(tag), ...u16(type), ...u32(count), ...value];
const exif = segment(
  0xe1,
  bytes(
    "Exif\0\0MM\0*\0\0\0\x08",
    u16(2),
    entry(0x0112, 3, 1, [...u16(6), 0, 0]),
    entry(0x010e, 2, 12, u32(38)),
    u32(0),
    `${CANARY}\0`,
  ),
);
const jpegEnd = [0xff, 0xd9];

export const jpeg = (width = 40, height = 30) =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes("JFIF\0", [1, 1, 0, 0, 1, 0, 1, 0, 0])),
    exif,
    segment(0xe1, bytes("http://ns.adobe.com/xap/1.0/\0", CANARY)),
    segment(0xe2, bytes("MPF\0", CANARY)),
    segment(0xed, bytes("Photoshop 3.0\0", CANARY)),
    segment(0xfe, bytes(`<script>${CANARY}</script>`)),
    table,
    frame(width, height, 0xc2),
    scan,
    segment(0xfe, bytes(CANARY)),
    scan,
    jpegEnd,
    `<html><script>${CANARY}</script>`,
  );

// ---- PNG --------------------------------------------------------------------------------------

const chunk = (name, data) => bytes(u32(data.length), name, data, u32(0));
const header = (width, height) => chunk("IHDR", bytes(u32(width), u32(height), [8, 2, 0, 0, 0]));
const signature = bytes([0x89], "PNG\r\n\x1a\n");
const pixels = chunk("IDAT", bytes([1, 2, 3]));
const pngEnd = chunk("IEND", Buffer.alloc(0));

export const png = (width = 40, height = 30) =>
  bytes(
    signature,
    header(width, height),
    chunk("gAMA", bytes(u32(45455))),
    chunk("tEXt", bytes("Author\0", CANARY)),
    chunk("iTXt", bytes("XML:com.adobe.xmp\0\0\0\0\0", CANARY)),
    chunk("eXIf", bytes(CANARY)),
    chunk("prVt", bytes(CANARY)),
    pixels,
    pngEnd,
    `PK\x03\x04${CANARY}`,
  );

// ---- WebP -------------------------------------------------------------------------------------

const riff = (name, data) =>
  bytes(name, le32(data.length), data, data.length % 2 ? [0] : []);
const vp8 = riff("VP8 ", bytes([0, 0, 0, 0x9d, 1, 0x2a, ...le16(40), ...le16(30), 0, 0]));
const vp8x = (flags) => riff("VP8X", bytes([flags, 0, 0, 0, 39, 0, 0, 29, 0, 0]));
const whole = (...chunks) => {
  const data = bytes("WEBP", ...chunks);
  return bytes("RIFF", le32(data.length), data);
};

export const webp = () =>
  bytes(
    whole(vp8x(0x0c), vp8, riff("EXIF", bytes(CANARY)), riff("XMP ", bytes(CANARY, "x"))),
    CANARY,
  );

// ---- archives ---------------------------------------------------------------------------------

// `entries`: [name, content, {unpacked, flags}]. Nothing is packed; sums are not looked at.
export function zip(entries, { before = "", after = "" } = {}) {
  const locals = [];
  const directory = [];
  let at = 0;
  for (const [name, content = "", { unpacked = content.length, flags = 0 } = {}] of entries) {
    const same = [...le16(flags), ...le16(0), ...le32(0), ...le32(0)];
    const sizes = [...le32(content.length), ...le32(unpacked), ...le16(name.length), ...le16(0)];
    const local = bytes("PK\x03\x04", le16(20), same, sizes, name, content);
    const rest = [...le16(0), ...le16(0), ...le16(0), ...le32(0), ...le32(at)];
    directory.push(bytes("PK\x01\x02", le16(20), le16(20), same, sizes, rest, name));
    locals.push(local);
    at += local.length;
  }
  const list = bytes(...directory);
  const count = le16(entries.length);
  const end = bytes("PK\x05\x06", le32(0), count, count, le32(list.length), le32(at), le16(0));
  return bytes(before, ...locals, list, end, after);
}

const office = (main, ...more) =>
  zip([["[Content_Types].xml", "<Types/>"], ["_rels/.rels", "<R/>"], [main, "<x/>"], ...more]);
const text = "application/vnd.oasis.opendocument.text";
const pdf = (middle = "") => `%PDF-1.4\n${middle}\n%%EOF\n`;
const script = `<script>${CANARY}</script>`;

// [what, name, content, the type that it is found to be; null: not taken]
export const files = [
  ["a JPEG full of remarks", "p1.jpg", jpeg(), "jpeg"],
  ["a JPEG under a wrong name", "p1.png", jpeg(), "jpeg"],
  ["half a JPEG", "p.jpg", jpeg().subarray(0, 200), null],
  ["a JPEG without a picture", "p.jpg", bytes([0xff, 0xd8], exif, jpegEnd), null],
  ["a JPEG that claims to be huge", "p.jpg", jpeg(65500, 65500), null],
  ["a JPEG without a height", "p.jpg", jpeg(40, 0), null],
  ["a JPEG of two frames", "p.jpg", bytes([0xff, 0xd8], frame(4, 4), frame(4, 4), scan, jpegEnd), null],
  ["a JPEG whose segment is longer than it", "p.jpg", bytes([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2]), null],
  ["a PNG full of remarks", "p.png", png(), "png"],
  ["a PNG that claims to be huge", "p.png", png(60000, 60000), null],
  ["a PNG without pixels", "p.png", bytes(signature, header(4, 4), pngEnd), null],
  ["a PNG without an end", "p.png", bytes(signature, header(4, 4), pixels), null],
  ["a PNG of two headers", "p.png", bytes(signature, header(4, 4), header(4, 4), pixels, pngEnd), null],
  ["a PNG whose chunk is longer than it", "p.png", bytes(signature, header(4, 4), u32(0xfffffff0), "IDAT"), null],
  ["a WebP full of remarks", "p.webp", webp(), "webp"],
  ["a WebP that moves", "p.webp", whole(vp8x(2), vp8), null],
  ["a WebP longer than itself", "p.webp", whole(vp8).subarray(0, 30), null],
  ["a GIF with a script in it", "p.gif", `GIF89a/*${script}*/`, "text"],
  ["a GIF", "p.gif", bytes("GIF89a", le16(1), le16(1), [0, 0, 0, 0x3b]), null],
  ["an SVG with a script", "logo.svg", `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, null],
  ["an SVG behind a mark and spaces", "logo.png", `\ufeff \n\t<svg>${script}</svg>`, null],
  ["a page", "page.html", `<!DOCTYPE html>${script}`, null],
  ["a page behind a remark, called a picture", "p.jpg", `<!-- -->${script}`, null],
  ["XML with entities", "x.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]>', null],
  ["a script", "x.js", "alert(document.cookie)", "text"],
  ["a PDF", "notes.pdf", pdf(), "pdf"],
  ["a PDF that is a page too", "evil.html", pdf(script), "pdf"],
  ["a PDF that runs something", "notes.pdf", pdf("<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"), "pdf"],
  ["a PDF behind something else", "notes.pdf", bytes([0, 1, 2], pdf()), null],
  ["half a PDF", "notes.pdf", bytes("%PDF-1.4\n", [0, 1, 2]), null],
  ["a document", "essay.docx", office("word/document.xml"), "docx"],
  ["a table", "list.xlsx", office("xl/workbook.xml"), "xlsx"],
  ["slides", "talk.pptx", office("ppt/presentation.xml"), "pptx"],
  ["an open document", "essay.odt", zip([["mimetype", text], ["content.xml", "<x/>"]]), "odt"],
  ["an open document that says it is none", "e.odt", zip([["mimetype", "text/html"], ["content.xml", "<x/>"]]), null],
  ["a document with macros", "m.docx", office("word/document.xml", ["word/vbaProject.bin", "x"]), null],
  ["an archive", "all.zip", zip([["a.txt", "a"]]), null],
  ["a program in an archive", "x.jar", zip([["META-INF/MANIFEST.MF", "x"]]), null],
  ["a bomb", "b.docx", office("word/document.xml", ["word/b.xml", "x", { unpacked: 0xfffffff0 }]), null],
  ["an archive that climbs", "c.docx", office("word/document.xml", ["../../etc/cron.d/x", "x"]), null],
  ["an archive with a secret", "s.docx", office("word/document.xml", ["word/x", "x", { flags: 1 }]), null],
  ["a program before an archive", "p.docx", zip([["word/document.xml", "x"]], { before: "MZ\x90" }), null],
  ["something behind an archive", "p.docx", zip([["word/document.xml", "x"]], { after: script }), null],
  ["a packed bomb", "b.gz", bytes([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3], Buffer.alloc(500, 0x41)), null],
  ["a program", "setup.exe", bytes("MZ\x90\0\x03\0\0\0"), null],
  ["another program", "run", bytes("\x7fELF\x02\x01\x01\0"), null],
  ["a film", "f.mp4", bytes([0, 0, 0, 24], "ftypisom\0\0\0\0"), null],
  ["a text with a zero", "t.txt", "a\0b", null],
  ["a text in another encoding", "t.txt", bytes("caf", [0xe9]), null],
  ["a text of two bytes each", "t.csv", bytes([0xff, 0xfe, 0x61, 0, 0x62, 0]), null],
  ["a list", "people.csv", "\ufeffname;country\r\nأمل;TN\r\n", "csv"],
  ["a text", "notes.txt", "Chain of custody\n", "text"],
];

// What names may be, and what becomes of them with a text.
export const names = [
  ["سلسلة الحيازة.txt", "سلسلة الحيازة.txt"],
  ["证据链.txt", "证据链.txt"],
  ["Été à l’École.txt", "Été à l’École.txt"],
  ["../../etc/passwd", "passwd.txt"],
  ["C:\\windows\\system.ini", "system.ini.txt"],
  [".htaccess", "htaccess.txt"],
  ["...", "file.txt"],
  ['a"b; filename=evil.html', 'a"b; filename=evil.html.txt'],
  ["index.html", "index.html.txt"],
  ["x".repeat(190), `${"x".repeat(190)}.txt`],
];
