import { free } from '../../python/builtins/define.js';
import type { Interp } from '../../python/interp.js';
import type { Value } from '../../python/klass.js';
import type { ModuleTable } from '../../python/library.js';
import type { Machine } from '../../python/machine.js';
import { sourceTable } from '../../python/stdlib/sourceTable.js';
import { CONFIG_SOURCE } from './configSource.js';
import { MODEL_SOURCE } from './modelSource.js';
import { publicName } from './publicNames.js';
import { UTILS_SOURCE } from './utilsSource.js';

const natives = {
  _unknown: free('_unknown', 'why', (cx, a) => cx.unknown('unmodelled', String(a.get('why')))),
};

/** What stands for transformers' own machinery, whichever of its modules a name is imported from. */
const CORE = sourceTable('transformers', `${UTILS_SOURCE}${CONFIG_SOURCE}${MODEL_SOURCE}`, { natives });

/** The modules whose own files are not run: checkpoints, devices, kernels, generation and documentation are most of them. */
const OVERRIDDEN =
  /^transformers\.(utils|integrations|generation|distributed|configuration_utils|modeling_utils|masking_utils|initialization|processing_utils|modeling_flash_attention_utils|modeling_layers)(\.|$)/;

/** Packages that load their modules when a name of them is needed. */
const LAZY = /^transformers(\.models(\.\w+)?)?$/;

const OVERRIDES: ModuleTable = { get: CORE.get, names: CORE.names, complete: false };

const tables = new Map<string, ModuleTable>();

function lazyTable(name: string): ModuleTable {
  let table = tables.get(name);
  if (table === undefined) {
    table = {
      complete: false,
      names: () => [],
      get: (wanted, cx): Value | undefined => publicName(cx as Machine, name, wanted, CORE),
    };
    tables.set(name, table);
  }
  return table;
}

/**
 * The module of Hugging Face's transformers (and of what its configurations take from huggingface_hub) with that dotted name.
 * The models themselves are read from the installed package. A package of the workspace that only has the name is not this one.
 */
export function transformersModule(name: string, cx?: Interp): ModuleTable | undefined {
  if (name === 'huggingface_hub' || name === 'huggingface_hub.dataclasses') return OVERRIDES;
  if (!name.startsWith('transformers')) return undefined;
  const isLazy = LAZY.test(name);
  if ((!isLazy && !OVERRIDDEN.test(name)) || isAnother(cx as Machine | undefined)) return undefined;
  if (!isLazy) return OVERRIDES;
  return isModelPackage(cx as Machine | undefined, name) ? lazyTable(name) : undefined;
}

/** Whether the workspace has a package of this name that is not Hugging Face's. */
function isAnother(cx: Machine | undefined): boolean {
  const sources = cx?.options.sources;
  if (!cx || !sources) return false;
  for (const root of cx.options.searchPath ?? ['']) {
    const files = sources.list(root === '' ? 'transformers' : `${root}/transformers`);
    if (files !== null) return !files.includes('modeling_utils.py') || !files.includes('configuration_utils.py');
    if (sources.read(root === '' ? 'transformers.py' : `${root}/transformers.py`) !== null) return true;
  }
  return false;
}

/** `transformers.models.x` is a package where it is a folder; without the package's sources it is nothing. */
function isModelPackage(cx: Machine | undefined, name: string): boolean {
  if (name === 'transformers') return true;
  const { sources, searchPath = [''] } = cx?.options ?? {};
  if (!sources) return false;
  const path = name.replaceAll('.', '/');
  return searchPath.some(root => sources.list(root === '' ? path : `${root}/${path}`) !== null);
}
