import type { Problem } from '../../engine/index.js';
import type { Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { shortName } from '../convRow.js';
import { layerClass, layerFunction, openClass, type SimpleFramework } from '../simpleLayers.js';
import { openCreation } from '../simpleTensors.js';
import { paddleRows } from './convRows.js';

const TENSOR = openClass('Tensor', 'paddle');

/** What python/paddle/nn/layer/conv.py checks when a layer is made. */
function refusedByConstructor({ code, parameter }: Problem): boolean {
  return code === 'padding-mode-not-supported' || (code === 'groups-do-not-divide' && parameter === 'groups');
}

const PADDLE: SimpleFramework = { tensor: TENSOR, refusedByConstructor, sizeParameter: 'output_size' };

/** Names of one module, from its rows. */
function members(module: string): Record<string, Value> {
  const rows = paddleRows().filter(row => row.api.slice(0, row.api.lastIndexOf('.')) === module);
  return Object.fromEntries(
    rows.map(row => [shortName(row.api), row.form === 'layer' ? layerClass(row, PADDLE) : layerFunction(row, PADDLE)]),
  );
}

const MODULES: Readonly<Record<string, () => ModuleTable>> = {
  paddle: () =>
    moduleTable({
      ...openCreation(TENSOR, { sizes: ['zeros', 'ones', 'empty', 'rand', 'randn', 'full', 'uniform', 'normal'] }),
      nn: { module: 'paddle.nn' },
    }),
  'paddle.nn': () => moduleTable({ ...members('paddle.nn'), functional: { module: 'paddle.nn.functional' } }),
  'paddle.nn.functional': () => moduleTable(members('paddle.nn.functional')),
};

const made = new Map<string, ModuleTable>();

/** Paddle's module of that name; what it does not list is unknown. */
export function paddleModule(name: string): ModuleTable | undefined {
  if (!Object.hasOwn(MODULES, name)) return undefined;
  let table = made.get(name);
  if (!table) made.set(name, (table = MODULES[name]!()));
  return table;
}
