// SPDX-License-Identifier: Apache-2.0
// A client's copy of a room: one JSON document kept by merge patches (RFC 7396).

export function merge(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const out = target !== null && typeof target === "object" && !Array.isArray(target) ? target : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else out[key] = merge(out[key], value);
  }
  return out;
}

export class View {
  constructor() {
    this.whole = {};
  }

  // Follows a subscription of the SDK: a whole view at the start, or after a resume that could not
  // bring what was missed; a patch with every publication.
  follow(subscription, changed) {
    subscription.on("subscribed", (context) => {
      if (context.data) this.whole = context.data;
      changed();
    });
    subscription.on("publication", (context) => {
      if (context.data?.patch) this.whole = merge(this.whole, context.data.patch);
      changed();
    });
  }

  may(method) {
    return this.whole.can?.participant?.[method] !== false;
  }

  // [seq, value] of everything under a path such as "poll", "polls".
  list(share, name) {
    return Object.entries(this.whole[share]?.[name] ?? {}).map(([seq, it]) => [Number(seq), it]);
  }
}
