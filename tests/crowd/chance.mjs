// SPDX-License-Identifier: Apache-2.0
// Chance, in the shapes that people need.

export function pick(list) {
  return list[Math.floor(Math.random() * list.length)];
}

// An index by weight.
export function weigh(weights) {
  let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return at < 0 ? weights.length - 1 : at;
}

// Whether something that happens `rate` times a second happens in these `seconds`.
export function happens(rate, seconds) {
  return Math.random() < 1 - Math.exp(-rate * seconds);
}

// A delay in ms around `mean_ms`, never above `most_ms`: most soon, a few late.
export function delay(mean_ms, most_ms) {
  return Math.min(most_ms, 500 - Math.log(1 - Math.random()) * mean_ms);
}

// Weights of `count` options, always the same for the same `seed`: one is liked best.
export function tastes(seed, count) {
  let state = (seed * 2654435761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next();
  return Array.from({ length: count }, () => 0.15 + next() ** 2);
}
