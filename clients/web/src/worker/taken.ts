// SPDX-License-Identifier: Apache-2.0
// Files of units that somebody took along (core/taken.ts), at /taken: from what is kept or not at all. A player asks for a
// stretch of one (RFC 9110 §14).

export const isTaken = (path: string): boolean => path.startsWith('/taken/') && !path.startsWith('/taken/units/');

export async function takenAnswer(request: Request): Promise<Response> {
  const kept = await caches.match(new URL(request.url).pathname);
  if (!kept) return new Response(null, { status: 404 });
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
  if (first === undefined) return kept;
  const whole = await kept.blob();
  const [from, to] = [Number(first), Math.min(last ? Number(last) : Infinity, whole.size - 1)];
  const headers = new Headers(kept.headers);
  if (from > to) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${whole.size}` } });
  headers.set('content-range', `bytes ${from}-${to}/${whole.size}`);
  headers.set('content-length', String(to + 1 - from));
  return new Response(whole.slice(from, to + 1, whole.type), { status: 206, headers });
}
