// SPDX-License-Identifier: Apache-2.0
// A WebSocket for the SDK that takes packed frames (protocol/README.md, "Packed frames"): it asks for them in `connect`,
// keeps the dictionary, and hands on what a frame says as the text the SDK expects. Loaded only by who saves data.
import { Inflate } from 'fflate';

const FLAG_PACKED = 1;
const MARK_RAW = 0;
const MARK_PACKED = 1;
const STEP_BYTES = 1024;
const DICTIONARY_BYTES_MAX = 65_536;
const KEY = 'muster.dictionary';

/** Where the dictionary is kept between visits. */
export interface Keep {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export interface Dictionary {
  readonly id: string;
  readonly bytes: Uint8Array;
}

interface Event {
  readonly data?: unknown;
}

type Handler = ((event: never) => void) | null;

/** What of a WebSocket the SDK uses. */
export interface Socket {
  /** 2, 3: it is closing, or closed. */
  readonly readyState: number;
  binaryType: string;
  onopen: Handler;
  onerror: Handler;
  onclose: Handler;
  onmessage: ((event: Event) => void) | null;
  send(text: string): void;
  close(): void;
}

export type SocketClass = new (url: string) => Socket;

/** What raw DEFLATE `data` holds; throws when it is more than `max` bytes, or not whole. */
export function inflated(data: Uint8Array, max: number, dictionary?: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  const stream = new Inflate(dictionary ? { dictionary } : {}, (part, final) => {
    bytes += part.length;
    ended = final;
    if (bytes > max) throw new RangeError('a frame is too large');
    parts.push(part);
  });
  // A thousandfold is the most that DEFLATE can grow: a step stays small whatever comes.
  for (let at = 0; at < data.length; at += STEP_BYTES) {
    stream.push(data.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= data.length);
  }
  if (!ended) throw new RangeError('a frame is cut off');
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The text of a packed frame. */
export function unpacked(frame: Uint8Array, dictionary: Uint8Array, max: number): string {
  const rest = frame.subarray(1);
  if (frame[0] === MARK_RAW) return new TextDecoder().decode(rest);
  if (frame[0] !== MARK_PACKED) throw new RangeError('a frame is of no known kind');
  return new TextDecoder().decode(inflated(rest, max, dictionary));
}

/** The dictionary of an earlier visit. What is kept can be changed by whoever shares the origin: only bytes that
 * still have the id the server gave them count, and where nothing can be digested nothing is kept. */
export async function dictionaryKept(keep: Keep): Promise<Dictionary | undefined> {
  const [id, text] = (keep.get(KEY) ?? '').split(' ');
  if (!id || !text) return undefined;
  try {
    const bytes = inflated(bytesOf(text), DICTIONARY_BYTES_MAX);
    if (await dictionaryId(bytes) === id) return { id, bytes };
  } catch {
    // As if there were none.
  }
  keep.set(KEY, null);
  return undefined;
}

async function dictionaryId(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return btoa(String.fromCharCode(...digest.subarray(0, 12))).replaceAll('+', '-').replaceAll('/', '_');
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

/** A class of sockets over `Base` that unpack frames of at most `max` bytes. */
export function packedSocket(Base: SocketClass, keep: Keep, known: Dictionary | undefined, max: number): SocketClass {
  let dictionary = known;

  /** The first frame, with what asks for packed frames added to `connect`. */
  const asking = (frame: string): string => {
    const [first, ...others] = frame.split('\n');
    const command = JSON.parse(first ?? '') as { connect?: Record<string, unknown> };
    if (command.connect) Object.assign(command.connect, { flag: FLAG_PACKED }, dictionary && { dict: dictionary.id });
    return [JSON.stringify(command), ...others].join('\n');
  };

  /** What a reply to `connect` says of the dictionary. */
  const learn = (frame: string): void => {
    const { connect } = JSON.parse(frame.split('\n')[0] ?? '') as { connect?: { dict?: { id: string; data_b64?: string } } };
    const dict = connect?.dict;
    if (!dict || (dict.data_b64 === undefined && dict.id === dictionary?.id)) return;
    dictionary = { id: dict.id, bytes: inflated(bytesOf(dict.data_b64 ?? ''), DICTIONARY_BYTES_MAX) };
    keep.set(KEY, `${dict.id} ${dict.data_b64 ?? ''}`);
  };

  return class PackedSocket implements Socket {
    binaryType = 'arraybuffer';
    onopen: Handler = null;
    onerror: Handler = null;
    onclose: Handler = null;
    onmessage: ((event: Event) => void) | null = null;
    private readonly socket: Socket;
    private asked = false;

    constructor(url: string) {
      this.socket = new Base(url);
      this.socket.binaryType = 'arraybuffer';
      this.socket.onopen = (event) => this.onopen?.(event);
      this.socket.onerror = (event) => this.onerror?.(event);
      this.socket.onclose = (event) => this.onclose?.(event);
      this.socket.onmessage = ({ data }) => this.receive(data);
    }

    get readyState(): number {
      return this.socket.readyState;
    }

    send(text: string): void {
      this.socket.send(this.asked ? text : asking(text));
      this.asked = true;
    }

    close(): void {
      this.socket.close();
    }

    private receive(data: unknown): void {
      let text: string;
      try {
        if (typeof data === 'string') {
          text = data;
          learn(text);
        } else {
          if (!dictionary) throw new RangeError('a packed frame before its dictionary');
          text = unpacked(new Uint8Array(data as ArrayBuffer), dictionary.bytes, max);
        }
      } catch {
        // Nothing can be trusted after that: the SDK connects anew, and asks for the dictionary again.
        dictionary = undefined;
        keep.set(KEY, null);
        this.socket.close();
        return;
      }
      this.onmessage?.({ data: text });
    }
  };
}
