// SPDX-License-Identifier: Apache-2.0
// As much of a document as Preact asks for when nothing is drawn: components run, and leave no elements.

/** Somewhere to render into. */
export function place(): Element {
  const node = (): object => ({
    childNodes: [], firstChild: null, nextSibling: null, parentNode: null, localName: 'div', namespaceURI: '', nodeType: 1,
    insertBefore: () => undefined, appendChild: () => undefined, removeChild: () => undefined, remove: () => undefined, contains: () => false,
  });
  Object.assign(globalThis, { document: { createTextNode: node, createElement: node, createElementNS: node } });
  return node() as Element;
}
