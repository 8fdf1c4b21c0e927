import type { WeightLayout } from '../engine/index.js';
import type { ConvReader } from './convReader.js';
import { shortName } from './convRow.js';
import { intOf, whyUnknown, type Plain } from './plain.js';

const UNKNOWN_WEIGHT = 'the shape of the weight is not known';

/**
 * Channels and kernel of a functional call, which its weight's shape says; `groups` must have been read before. A layout that
 * names I or O first or last has the full count of those channels there, of which the other side has one group's:
 * OIHW is (O, I/groups, *kernel), IOHW (I, O/groups, *kernel), OHWI (O, *kernel, I/groups).
 */
export function readWeight(
  reader: ConvReader,
  weight: readonly Plain[] | null | undefined,
  layout: Extract<WeightLayout, 'OIHW' | 'IOHW' | 'OHWI'>,
): void {
  const { known, row } = reader;
  reader.inChannels = null;
  reader.outChannels = null;
  if (!weight) {
    for (const role of ['inChannels', 'outChannels', 'kernelSize'] as const) reader.leaveOpen(role, UNKNOWN_WEIGHT);
    return;
  }
  const rank = row.spatialRank;
  if (weight.length !== rank + 2) {
    const message = `${shortName(row.api)} expects a weight of ${rank + 2} axes, but got one of ${weight.length}`;
    reader.refuse('kernelSize', 'rank-mismatch', message, 'the weight has another rank');
    return;
  }
  const sizes = layout === 'OHWI' ? weight.slice(1, -1) : weight.slice(2);
  const kernel = sizes.map(intOf);
  if (kernel.every(size => size !== undefined)) known.kernelSize = kernel;
  else reader.leaveOpen('kernelSize', whyUnknown(sizes) ?? UNKNOWN_WEIGHT);
  const whole = weight[0] ?? null;
  const part = timesGroups((layout === 'OHWI' ? weight.at(-1) : weight[1]) ?? null, known.groups);
  const [inChannels, outChannels] = layout === 'IOHW' ? [whole, part] : [part, whole];
  reader.inChannels = inChannels;
  reader.outChannels = outChannels;
  if (typeof inChannels === 'number') known.inChannels = inChannels;
  else reader.leaveOpen('inChannels', whyUnknown(inChannels) ?? UNKNOWN_WEIGHT);
  if (typeof outChannels === 'number') known.outChannels = outChannels;
  else reader.leaveOpen('outChannels', whyUnknown(outChannels) ?? UNKNOWN_WEIGHT);
}

/** One group's channels times the groups: unknown where they are not, or where the product is no exact number. */
export function timesGroups(size: Plain, groups: number | undefined): Plain {
  if (typeof size === 'number' && groups !== undefined) {
    const channels = size * groups;
    return Number.isSafeInteger(channels) ? channels : { unknown: `${size} × ${groups} channels are beyond 2^53` };
  }
  return groups === 1 ? size : null;
}
