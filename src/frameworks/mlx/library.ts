import type { Problem } from '../../engine/index.js';
import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { shortName } from '../convRow.js';
import { layerClass, layerFunction, openClass, type SimpleFramework } from '../simpleLayers.js';
import { openCreation } from '../simpleTensors.js';
import { rowLayerClass } from '../simpleRowLayers.js';
import { mlxRows } from './convRows.js';
import { MLX_LAYERS } from './layerTable.js';

const ARRAY = openClass('array', 'mlx.core');

const MLX: SimpleFramework = {
  tensor: ARRAY,
  refusedByConstructor: ({ code }: Problem) => code === 'groups-do-not-divide',
};

function members(module: string): Record<string, Value> {
  const rows = mlxRows().filter(row => row.api.slice(0, row.api.lastIndexOf('.')) === module);
  return Object.fromEntries(
    rows.map(row => [shortName(row.api), row.form === 'layer' ? layerClass(row, MLX) : layerFunction(row, MLX)]),
  );
}

const MODULES: Readonly<Record<string, () => ModuleTable>> = {
  mlx: () => moduleTable({ nn: { module: 'mlx.nn' }, core: { module: 'mlx.core' } }),
  'mlx.nn': () =>
    moduleTable({
      ...members('mlx.nn'),
      ...Object.fromEntries(MLX_LAYERS.map(row => [row.name, rowLayerClass(row, 'mlx.nn', ARRAY)])),
    }),
  'mlx.core': () =>
    moduleTable({
      ...members('mlx.core'),
      ...openCreation(ARRAY, { sizes: ['zeros', 'ones', 'full'] }),
      random: { module: 'mlx.core.random' },
    }),
  'mlx.core.random': () => moduleTable(openCreation(ARRAY, { sizes: ['normal'] })),
};

const made = new Map<string, ModuleTable>();

/** MLX's module of that name; what it does not list is unknown. */
export function mlxModule(name: string): ModuleTable | undefined {
  if (!Object.hasOwn(MODULES, name)) return undefined;
  let table = made.get(name);
  if (!table) made.set(name, (table = MODULES[name]!()));
  return table;
}
