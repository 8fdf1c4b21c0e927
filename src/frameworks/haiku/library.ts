import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { shortName } from '../convRow.js';
import { convLayer } from '../jax/convLayer.js';
import { haikuRows } from './convRows.js';

let table: ModuleTable | undefined;

/** Haiku (import haiku as hk) as far as its convolutions need it. A name that it does not list may exist: it is unknown. */
export function haikuModule(name: string): ModuleTable | undefined {
  if (name !== 'haiku') return undefined;
  const layers: [string, Value][] = haikuRows().map(row => [shortName(row.api), convLayer(row, 'haiku')]);
  return (table ??= moduleTable(Object.fromEntries(layers)));
}
