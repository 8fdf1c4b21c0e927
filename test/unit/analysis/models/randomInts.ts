/** Numbers from 0 below `below`, the same in every run (a linear congruence modulo 2³², of which the high bits are used). */
export function randomInts(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
