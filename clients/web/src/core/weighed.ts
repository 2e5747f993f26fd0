// SPDX-License-Identifier: Apache-2.0
// How large a file is, before anything of it is fetched.
// Of this server: it says the length of what it has.
const OWN = /^\/(?:media|api)\//;

/** Undefined: nobody knows, as of a stream, or of what lies elsewhere. Rejects where the network is away. */
export async function sizeOf(url: string): Promise<number | undefined> {
  if (!OWN.test(url) || url.endsWith('.m3u8')) return undefined;
  const response = await fetch(url, { method: 'HEAD' });
  const length = Number(response.headers.get('content-length') ?? NaN);
  return response.ok && length > 0 ? length : undefined;
}
