import { nearestEven, overlapVerdict } from '../../src/engine/index.js';
import type { Change, ConvSpec, LayerParams, OverlapMap } from '../../src/engine/index.js';
import { formatNumber, say } from '../strings.js';

export interface Verdict {
  readonly tone: 'even' | 'uneven';
  readonly title: string;
  readonly text: string;
  /** A change of parameters that covers evenly at the same output size, where the engine knows one. */
  readonly fix: Change | null;
}

/** What is painted or used, one element of it: a pixel in 2-D. */
export function elementWord(rank: number): string {
  return say(rank === 1 ? 'sample' : rank === 2 ? 'pixel' : 'voxel');
}

/**
 * The overlap verdict in the header's words; null where there is nothing to say (a convolution that uses its inputs
 * evenly). It speaks of the unbounded interior: never of "no artifacts".
 */
export function verdictOf(
  params: LayerParams,
  spec: ConvSpec,
  inputSpatial: readonly (number | null)[],
  map: OverlapMap | null,
): Verdict | null {
  const { even, holes, min, max, period } = overlapVerdict(spec);
  const periods = [...new Set(period.filter(length => length > 1))].map(formatNumber).join(' × ') || '1';
  if (!spec.transposed) {
    if (even) return null;
    return holes
      ? { tone: 'uneven', title: say('skips'), text: say('skipsText', max, periods), fix: null }
      : { tone: 'uneven', title: say('gradientUneven'), text: say('gradientText', min, max, periods), fix: null };
  }
  const element = elementWord(spec.spatialRank);
  const tail = map && map.unpainted > 0 ? ` ${say('unpainted', map.unpainted, product(map.shape))}` : '';
  if (even) {
    const count = min === 1 ? say('contributionsOne') : say('contributions', min);
    return {
      tone: 'even',
      title: say('even'),
      text: `${say('evenText', count, element)}${tail && `.${tail}`}`,
      fix: null,
    };
  }
  const fix = nearestEven(params, inputSpatial);
  return holes
    ? { tone: 'uneven', title: say('holes'), text: `${say('holesText', element, max, periods)}.${tail}`, fix }
    : { tone: 'uneven', title: say('uneven'), text: `${say('unevenText', min, max, element, periods)}.${tail}`, fix };
}

function product(values: readonly number[]): number {
  return values.reduce((result, value) => result * value, 1);
}
