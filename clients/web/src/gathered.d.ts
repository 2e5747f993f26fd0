// SPDX-License-Identifier: Apache-2.0
// Made by scripts/gather.mjs from the list of a room's features.
declare module 'texts:*' {
  export const texts: import('./i18n/types.ts').Messages;
}
declare module 'staff:*' {
  export const parts: import('./core/team.ts').StaffParts;
}
declare module 'later:*' {
  export const parts: import('./core/team.ts').StaffParts;
}
declare module 'wall:*' {
  export const parts: { readonly [feature: string]: { readonly wall: import('./core/wall.ts').WallPart } };
}
// Made by scripts/slim.mjs from the SDK.
declare module 'centrifuge:streams' {
  export const HttpStreamTransport: import('./core/streams.ts').TransportClass;
  export const SseTransport: import('./core/streams.ts').TransportClass;
}
