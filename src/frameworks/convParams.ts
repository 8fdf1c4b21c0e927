import { convFramework } from './convFrameworks.js';
import type { ConvContext, ConvReading } from './convReading.js';
import type { ConvRow } from './convRow.js';
import type { Plain } from './plain.js';

export type { ConvContext, ConvReading } from './convReading.js';

/** Reads a call's bound arguments (defaults included) as a layer, as its framework does. */
export function readConv(row: ConvRow, values: ReadonlyMap<string, Plain>, context: ConvContext = {}): ConvReading {
  return convFramework(row.convention).read(row, values, context);
}
