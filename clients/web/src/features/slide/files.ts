// SPDX-License-Identifier: Apache-2.0
// Handing in files that become slides: announced, then sent to the address that was answered, with how far it is.
import { asked } from '../../core/asked.ts';
import { sendTo } from '../../core/sending.ts';

export interface Sent {
  readonly file: number;
}
export interface Sending {
  readonly room: string;
  /** Its pages come behind those of this deck. */
  readonly deck?: number;
  readonly onShare: (share: number) => void;
}

/** Of other pictures than the server takes, and of those that are larger than they are ever shown, one that it does. */
export async function picturePage(file: File, side: number): Promise<Blob> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/jpeg', 0.85));
}

/** A picture in passes (PNG, Adam7), which the server does not take: its byte 28 says so. */
export async function isInterlaced(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 29).arrayBuffer());
  return head.length === 29 && String.fromCharCode(...head.subarray(1, 4)) === 'PNG' && head[28] === 1;
}

/** The order in which several pictures are meant: by their names, with numbers as numbers. */
export function inOrder<T extends { readonly name: string }>(files: readonly T[]): readonly T[] {
  return [...files].sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

export async function sendSlides(name: string, content: Blob, { room, deck, onShare }: Sending): Promise<Sent> {
  const announced = await asked('/api/uploads', 'POST', { room, name, bytes: content.size, use: 'slides', ...(deck === undefined ? {} : { deck }) });
  const { url } = (await announced.json()) as { readonly url: string };
  return sendTo<Sent>(url, content, onShare);
}
