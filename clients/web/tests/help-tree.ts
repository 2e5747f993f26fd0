// SPDX-License-Identifier: Apache-2.0
// As much of a document as it takes to draw a component and to read what it says: elements with their attributes,
// texts, and presses.
import { h, options, render } from 'preact';
import type { ComponentChildren } from 'preact';
import { HereContext } from '../src/core/here.ts';
import type { JsonObject } from '../src/core/merge.ts';
import { Room } from '../src/core/room.ts';
import { Store } from '../src/core/store.ts';
import { WordsContext } from '../src/i18n/context.tsx';
import { wordsFor } from '../src/i18n/index.ts';
import type { Lang } from '../src/i18n/types.ts';
import { RoomContext, SessionContext } from '../src/ui/session.tsx';
import { all } from './help-texts.ts';

export class Leaf {
  parentNode: Branch | null = null;
  readonly nodeType: number = 3;
  constructor(public data = '') {}
  get nextSibling(): Leaf | null {
    const list = this.parentNode?.childNodes ?? [];
    return list[list.indexOf(this) + 1] ?? null;
  }
  get textContent(): string {
    return this.data;
  }
  remove(): void {
    this.parentNode?.removeChild(this);
  }
}

export class Branch extends Leaf {
  override readonly nodeType = 1;
  readonly childNodes: Leaf[] = [];
  readonly attributes = new Map<string, string>();
  readonly listeners = new Map<string, (event: object) => void>();
  readonly style = { setProperty: (): void => undefined };
  readonly namespaceURI = '';
  constructor(readonly localName: string) {
    super();
  }
  get firstChild(): Leaf | null {
    return this.childNodes[0] ?? null;
  }
  override get textContent(): string {
    return this.childNodes.map(({ textContent }) => textContent).join('');
  }
  contains(other: Leaf | null): boolean {
    return other === this || (other?.parentNode !== null && other !== null && this.contains(other.parentNode));
  }
  insertBefore(node: Leaf, before: Leaf | null): Leaf {
    node.remove();
    const at = before ? this.childNodes.indexOf(before) : -1;
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, node);
    node.parentNode = this;
    return node;
  }
  appendChild(node: Leaf): Leaf {
    return this.insertBefore(node, null);
  }
  removeChild(node: Leaf): Leaf {
    const at = this.childNodes.indexOf(node);
    if (at >= 0) this.childNodes.splice(at, 1);
    node.parentNode = null;
    return node;
  }
  setAttribute(name: string, value: unknown): void {
    this.attributes.set(name, String(value));
  }
  removeAttribute(name: string): void {
    this.attributes.delete(name);
  }
  addEventListener(name: string, listener: (event: object) => void): void {
    this.listeners.set(name, listener);
  }
  removeEventListener(name: string): void {
    this.listeners.delete(name);
  }
  /** Those within that `wanted` likes, itself not. */
  all(wanted: (element: Branch) => boolean): Branch[] {
    return this.childNodes.flatMap((node) => (node instanceof Branch ? [...(wanted(node) ? [node] : []), ...node.all(wanted)] : []));
  }
  querySelectorAll(): readonly Branch[] {
    return [];
  }
  showModal(): void {
    // What it holds is drawn already.
  }
  close(): void {
    // Likewise.
  }
  /** As a mouse or a key does, if it listens. */
  press(): void {
    for (const [type, listener] of this.listeners) if (type.toLowerCase() === 'click') listener.call(this, { type });
  }
  at(testid: string): Branch | undefined {
    return this.all(({ attributes }) => attributes.get('data-testid') === testid)[0];
  }
}

class Watch {
  observe(): void {
    // What changes is looked at by the test.
  }
  disconnect(): void {
    // Likewise.
  }
}

interface Drawing {
  readonly lang?: Lang;
  readonly queries?: { [method: string]: object };
  /** Gets what is sent, all of which is done. */
  readonly sent?: object[];
}

/** A room of which a person sees `view`; `queries` answers what is asked of it. */
export function drawn(what: ComponentChildren, view: JsonObject, { lang = 'en', queries = {}, sent = [] }: Drawing = {}): Branch {
  options.requestAnimationFrame = (then) => setTimeout(then);
  const document = {
    createElement: (name: string) => new Branch(name), createElementNS: (_: string, name: string) => new Branch(name), createTextNode: (data: string) => new Leaf(data),
    hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined, documentElement: { dataset: {} },
    querySelectorAll: () => [],
  };
  // No clock goes on after the test.
  Object.assign(globalThis, { document, addEventListener: () => undefined, removeEventListener: () => undefined, innerHeight: 800, setInterval: () => 0, MutationObserver: Watch, ResizeObserver: Watch, HTMLElement: Branch });
  const handlers = new Map<string, (context: object) => void>();
  const room = new Room({ on: (name: string, handler: (context: object) => void) => handlers.set(name, handler) } as never);
  handlers.get('subscribed')?.({ data: view });
  const run = async (method: string, data: object): Promise<object> => {
    sent.push({ method, ...data });
    return { ok: true };
  };
  const session = {
    identity: { id: 'me', name: 'Participant 1' }, queue: { waiting: new Store([]), failed: new Store([]), run },
    query: async (method: string) => queries[method] ?? {},
  };
  const into = new Branch('body');
  const words = h(WordsContext.Provider, { value: wordsFor(lang, all[lang]), children: what });
  const here = h(HereContext.Provider, { value: room, children: words });
  render(h(SessionContext.Provider, { value: session as never, children: h(RoomContext.Provider, { value: 'webinar:w1', children: here }) }), into as never);
  return into;
}
