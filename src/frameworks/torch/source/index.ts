import { free } from '../../../python/builtins/define.js';
import type { ModuleTable } from '../../../python/library.js';
import { sourceTable } from '../../../python/stdlib/sourceTable.js';
import { Unknown } from '../../../python/value.js';
import { NDARRAY, Tensor } from '../../tensor.js';
import { DATA_SOURCE } from './dataSource.js';
import { DISTRIBUTIONS_SOURCE } from './distributionsSource.js';
import { FUNC_SOURCE, FUSION_SOURCE, PRUNE_SOURCE, STUBS_SOURCE } from './moduleSource.js';
import { PACK_SOURCE } from './packSource.js';
import { BUILD_SOURCE, TORCH_VERSION_SOURCE } from './versionSource.js';

/** Parts of torch that follow from Python and from its tensors: modelled in Python, run at their first use. */

const HINTS = { int: 'int', list: null } as const;

const natives = {
  _unknown: free('_unknown', 'why, kind=None', (cx, args) => {
    const kind = args.get('kind');
    return cx.unknown('data-dependent', String(args.get('why')), kind === 'int' ? HINTS.int : null);
  }),
  _is_unknown: free('_is_unknown', 'value', (_cx, args) => args.get('value') instanceof Unknown),
  _is_array: free('_is_array', 'value', (_cx, args) => {
    const value = args.get('value');
    return value instanceof Tensor && value.cls === NDARRAY;
  }),
  // What has no length raises, as len() does.
  _known_length: free('_known_length', 'value', (cx, args) => {
    const value = args.get('value');
    if (cx.isUnknown(value)) return value;
    const length = cx.special(args.get('value'), '__len__');
    if (length === undefined)
      throw cx.error('TypeError', `object of type '${cx.classOf(args.get('value')).name}' has no len()`);
    return cx.callWith(length);
  }),
};

const data = sourceTable('torch.utils.data', DATA_SOURCE, { natives });
const distributions = sourceTable('torch.distributions', DISTRIBUTIONS_SOURCE, { natives });

/** torch.func. */
export const FUNC = sourceTable('torch.func', FUNC_SOURCE, { natives });
const stubs = sourceTable('torch.ao.quantization', STUBS_SOURCE, { natives });

/** torch.nn.utils.fusion, whose functions nn.utils has as well. */
export const FUSION = sourceTable('torch.nn.utils.fusion', FUSION_SOURCE, { natives });

/** torch.torch_version, whose `__version__` is torch's own. */
export const VERSION = sourceTable('torch.torch_version', TORCH_VERSION_SOURCE);

/** By the dotted names of the modules that people import from. */
export const TORCH_SOURCES: Readonly<Record<string, ModuleTable>> = {
  'torch.nn.utils.fusion': FUSION,
  'torch.nn.utils.prune': sourceTable('torch.nn.utils.prune', PRUNE_SOURCE, { natives }),
  'torch.func': FUNC,
  'torch.torch_version': VERSION,
  'torch.version': sourceTable('torch.version', BUILD_SOURCE),
  'torch.nn.utils.stateless': FUNC,
  'torch.ao.quantization': stubs,
  'torch.quantization': stubs,
  'torch.nn.utils.rnn': sourceTable('torch.nn.utils.rnn', PACK_SOURCE, { natives }),
  ...Object.fromEntries(
    ['', '.dataset', '.dataloader', '.sampler', '.distributed', '._utils', '._utils.collate'].map(name => [
      `torch.utils.data${name}`,
      data,
    ]),
  ),
  ...Object.fromEntries(
    [
      '',
      '.distribution',
      '.normal',
      '.categorical',
      '.bernoulli',
      '.kl',
      '.uniform',
      '.beta',
      '.independent',
      '.multivariate_normal',
    ].map(name => [`torch.distributions${name}`, distributions]),
  ),
};
