import type { LayerParams } from '../../src/engine/index.js';

/** Up to three numbers of groups that divide the channels in and out, the nearest to the layer's own first. */
export function nearestGroups({ inChannels, outChannels, groups }: LayerParams): readonly number[] {
  if (![inChannels, outChannels, groups].every(count => Number.isSafeInteger(count) && count >= 1)) return [];
  let [common, rest] = [inChannels, outChannels];
  while (rest > 0) [common, rest] = [rest, common % rest];
  // A divisor above the root is the partner of one below it, so absurd channel counts cost nothing to speak of.
  const divisors = new Set<number>();
  for (let divisor = 1; divisor * divisor <= common && divisor <= MOST; divisor++) {
    if (common % divisor === 0) divisors.add(divisor).add(common / divisor);
  }
  divisors.delete(groups);
  return [...divisors].sort((a, b) => Math.abs(a - groups) - Math.abs(b - groups) || a - b).slice(0, 3);
}

/** No layer has channels whose root is larger. */
const MOST = 100_000;
