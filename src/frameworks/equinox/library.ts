import { checkEquinoxConstructor } from '../../engine/index.js';
import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { shortName } from '../convRow.js';
import { convLayer } from '../jax/convLayer.js';
import { equinoxRows } from './convRows.js';

const tables = new Map<string, ModuleTable>();

const MAKERS: Readonly<Record<string, () => Record<string, Value | { readonly module: string }>>> = {
  equinox: () => ({ nn: { module: 'equinox.nn' } }),
  'equinox.nn': () =>
    Object.fromEntries(
      equinoxRows().map(row => [shortName(row.api), convLayer(row, 'equinox.nn', checkEquinoxConstructor)]),
    ),
};

/** Equinox (import equinox as eqx) as far as its convolutions need it. A name that it does not list may exist: it is unknown. */
export function equinoxModule(name: string): ModuleTable | undefined {
  const maker = MAKERS[name];
  if (!maker) return undefined;
  let table = tables.get(name);
  if (!table) tables.set(name, (table = moduleTable(maker())));
  return table;
}
