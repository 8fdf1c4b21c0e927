import type { Interp } from '../../python/interp.js';
import { PyClass, T, type Value } from '../../python/klass.js';
import { moduleTable, type ModuleTable } from '../../python/library.js';
import { tableOf } from '../../python/stdlib/sourceTable.js';
import { NativeFn } from '../../python/native.js';
import { PyFloat, PyInstance } from '../../python/value.js';
import { CONV_ROWS, shortName } from '../convTable.js';
import { asTensor, PARAMETER, SIZE, TENSOR, Tensor } from '../tensor.js';
import { CONV_ND, convClass } from './convClasses.js';
import { MODULE_DICT, MODULE_LIST, SEQUENTIAL } from './containers.js';
import { torchCreation } from './creation.js';
import { convFunction, rowFunction } from './functional.js';
import { FUNC, FUSION, TORCH_SOURCES, VERSION } from './source/index.js';
import { SCRIPT, TRACE } from './scripted.js';
import { TORCH_FLATTEN, TORCH_FUNCTIONS } from './functionTable.js';
import { LAYER_CLASSES } from './layerClasses.js';
import { MULTI_HEAD_ATTENTION } from './attentionFunction.js';
import { ATTENTION_CLASSES } from './attentionLayers.js';
import { FUNCTION } from './autograd.js';
import { MODULE } from './moduleClass.js';
import { abstractClasses, MODULE_FILES, tupleHelpers } from './moduleFiles.js';
import { PARAMETER_DICT, PARAMETER_LIST } from './parameterLists.js';
import { PARAMETRIZATIONS, PARAMETRIZE, WEIGHT_WRAPPERS } from './wrapWeights.js';
import { DATA_PARALLEL, DISTRIBUTED_DATA_PARALLEL } from './parallel.js';
import { RECURRENT } from './recurrent.js';
import { chosenContents } from './contentMath.js';
import { ofValues, type Contents } from '../contents.js';
import { DEVICE } from './device.js';
import { dtypeEntries, scalarOf } from './dtype.js';
import { einsum } from './einsum.js';
import { elementwise } from './elementwise.js';
import { broadcastTensors, cat, meshgrid, stack, STACKS } from './joins.js';
import { spectralEntries, FFT } from './spectra.js';
import { attention, CDIST, tensordot } from './products.js';
import { ALL_TENSOR_OPS } from './tensorOps.js';
import './tensorClass.js';

type Entries = Record<string, Value | { readonly module: string }>;

/** What a `with torch.no_grad():` and its kin use; called with a function they give it back. */
const CONTEXT = new PyClass('no_grad', [T.object], { native: true });
CONTEXT.module = 'torch';
CONTEXT.alloc = (_cx, cls) => new PyInstance(cls);
CONTEXT.dict.set(
  '__init__',
  NativeFn.raw('__init__', () => null),
);
CONTEXT.dict.set(
  '__enter__',
  NativeFn.raw('__enter__', (_cx, args) => args.pos[0] ?? null),
);
CONTEXT.dict.set(
  '__exit__',
  NativeFn.raw('__exit__', () => false),
);
CONTEXT.dict.set(
  '__call__',
  NativeFn.raw('__call__', (_cx, args) => args.pos[1] ?? null),
);

/** Those of gradients give nothing to `as`. */
const GRADIENTS = new PyClass('no_grad', [CONTEXT], { native: true });
GRADIENTS.module = 'torch';
GRADIENTS.dict.set(
  '__enter__',
  NativeFn.raw('__enter__', () => null),
);

function identity(name: string): NativeFn {
  return NativeFn.freeRaw(name, (_cx, args) => args.pos[0] ?? [...args.kw.values()][0] ?? null);
}

/** A decorator that is also called with options alone, and then gives a decorator. */
function decorating(name: string): NativeFn {
  return NativeFn.freeRaw(name, (_cx, args) => {
    const [only] = args.pos;
    return only === undefined || typeof only === 'boolean' ? identity(name) : only;
  });
}

/** torch.jit.Final[int] is an annotation: no more than a name. */
const UNTYPED = new PyClass('Final', [T.object], { native: true });
UNTYPED.dict.set(
  '__class_getitem__',
  NativeFn.raw('__class_getitem__', (_cx, args) => args.pos[0] ?? null),
);

function constant(name: string, value: Value): NativeFn {
  return NativeFn.freeRaw(name, () => value);
}

/** nn.init.*: they fill a tensor in place and give it back. */
const INIT_NAMES =
  'uniform_ normal_ trunc_normal_ constant_ ones_ zeros_ eye_ dirac_ xavier_uniform_ xavier_normal_ kaiming_uniform_ ' +
  'kaiming_normal_ orthogonal_ sparse_ xavier_uniform xavier_normal kaiming_uniform kaiming_normal normal constant';

function convEntries(prefix: string): Entries {
  const entries: Entries = {};
  for (const row of CONV_ROWS) {
    if (row.api !== `${prefix}.${shortName(row.api)}`) continue;
    entries[shortName(row.api)] = row.form === 'function' ? convFunction(row) : (convClass(row.api) ?? null);
  }
  return entries;
}

function scalarContents(value: Value): Contents {
  const scalar = scalarOf(value);
  return ofValues(scalar?.dtype ?? null, scalar?.value === undefined ? null : [scalar.value]);
}

function opEntries(): Entries {
  const entries: Entries = {};
  for (const op of ALL_TENSOR_OPS) {
    entries[op.name] = NativeFn.free(op.name, op.signature, (cx, args) => {
      const given = args.get('input');
      // torch.pow(2, exponents): a number is a tensor of no axes.
      const isScalar = op.name === 'pow' && (typeof given === 'number' || given instanceof PyFloat);
      const input = isScalar ? new Tensor([]).holding(scalarContents(given)) : asTensor(given);
      if (!input) throw cx.error('TypeError', `${op.name}(): argument 'input' (position 1) must be Tensor`);
      return op.run(cx, input, args);
    });
  }
  return entries;
}

/** torch.linalg's functions: those of torch under other names, and norms. */
function linalgEntries(): Entries {
  const ops = opEntries();
  const entries: Entries = {};
  for (const [name, op] of Object.entries({
    inv: 'linalg_inv',
    cholesky: 'linalg_cholesky',
    det: 'linalg_det',
    slogdet: 'linalg_slogdet',
    eigh: 'linalg_eigh',
    qr: 'linalg_qr',
    lu: 'linalg_lu',
    svd: 'linalg_svd',
    pinv: 'pinverse',
    matrix_exp: 'matrix_exp',
    diagonal: 'diagonal',
  }))
    entries[name] = ops[op] ?? null;
  for (const name of ['norm', 'vector_norm'])
    entries[name] = NativeFn.free(name, 'x, ord=None, dim=None, keepdim=False, **kwargs', (cx, args) => {
      const norm = cx.getAttr(args.get('x'), 'norm');
      return norm === undefined ? null : cx.callWith(norm, 2, args.get('dim'), args.get('keepdim'));
    });
  return entries;
}

const CAT = NativeFn.free('cat', 'tensors, dim=0, axis=None, **kwargs', (cx, args) =>
  cat(cx, args.get('tensors'), args.get('axis') ?? args.get('dim')),
);

function torchEntries(): Entries {
  const entries: Entries = { ...opEntries() };
  // These are methods alone.
  for (const name of 'view view_as expand expand_as reshape_as repeat unfold item tolist numpy backward dim'.split(' '))
    delete entries[name];
  for (const name of ['to', 'cuda', 'cpu', 'float', 'double', 'half', 'int', 'long', 'bool', 'type', 'data'])
    delete entries[name];
  for (const row of TORCH_FUNCTIONS)
    if (
      /^(relu|sigmoid|tanh|dropout|selu|celu|prelu|rrelu|pixel_shuffle|pixel_unshuffle|channel_shuffle|native_channel_shuffle|cosine_similarity|pairwise_distance|max_pool[123]d|avg_pool1d|adaptive_(avg|max)_pool1d|bilinear|layer_norm|group_norm|conv_tbc|rms_norm|embedding)$/.test(
        row.name,
      )
    )
      entries[row.name] = rowFunction(row);
  Object.assign(entries, convEntries('torch'), Object.fromEntries(torchCreation()));
  entries['flatten'] = rowFunction(TORCH_FLATTEN);
  for (const name of ['cat', 'concat', 'concatenate']) entries[name] = CAT;
  entries['einsum'] = NativeFn.free('einsum', 'equation, *operands', (cx, args) =>
    einsum(cx, args.get('equation'), args.rest),
  );
  entries['stack'] = NativeFn.free('stack', 'tensors, dim=0, **kwargs', (cx, args) =>
    stack(cx, args.get('tensors'), args.get('dim')),
  );
  for (const [name, run] of STACKS)
    entries[name] = NativeFn.free(name, 'tensors, **kwargs', (cx, args) => run(cx, args.get('tensors')));
  entries['broadcast_tensors'] = NativeFn.free('broadcast_tensors', '*tensors', (cx, args) =>
    broadcastTensors(cx, args.rest),
  );
  entries['meshgrid'] = NativeFn.free('meshgrid', '*tensors, indexing=None', (cx, args) =>
    meshgrid(cx, args.rest, args.get('indexing')),
  );
  entries['tensordot'] = NativeFn.free('tensordot', 'a, b, dims=2, out=None', (cx, args) =>
    tensordot(cx, args.get('a'), args.get('b'), args.get('dims')),
  );
  entries['cdist'] = NativeFn.free('cdist', 'x1, x2, *args, **kwargs', (cx, args) =>
    CDIST(cx, args.get('x1'), args.get('x2')),
  );
  entries['where'] = NativeFn.free('where', 'condition, input=None, other=None', (cx, args) => {
    const [condition, input, other] = [args.get('condition'), args.get('input'), args.get('other')];
    if (!args.given('input')) return cx.callWith(cx.getAttr(condition, 'nonzero') ?? null, true);
    const made = elementwise(cx, elementwise(cx, condition, input), other);
    if (made instanceof Tensor && condition instanceof Tensor)
      made.holding(chosenContents(condition, input, other, made));
    return made;
  });
  for (const name of ['no_grad', 'enable_grad', 'inference_mode', 'set_grad_enabled']) entries[name] = GRADIENTS;
  entries['autocast'] = CONTEXT;
  for (const name of ['manual_seed', 'set_default_dtype', 'set_printoptions', 'set_num_threads'])
    entries[name] = constant(name, null);
  entries['compile'] = NativeFn.freeRaw(
    'compile',
    (_cx, args) => args.pos[0] ?? args.kw.get('model') ?? identity('compile'),
  );
  return {
    ...entries,
    ...dtypeEntries(),
    ...spectralEntries(),
    fft: { module: 'torch.fft' },
    linalg: { module: 'torch.linalg' },
    special: { module: 'torch.special' },
    fx: { module: 'torch.fx' },
    Tensor: TENSOR,
    device: DEVICE,
    Size: SIZE,
    nn: { module: 'torch.nn' },
    cuda: { module: 'torch.cuda' },
    jit: { module: 'torch.jit' },
    utils: { module: 'torch.utils' },
    autograd: { module: 'torch.autograd' },
    optim: { module: 'torch.optim' },
    distributions: { module: 'torch.distributions' },
    func: { module: 'torch.func' },
    ao: { module: 'torch.ao' },
    quantization: { module: 'torch.quantization' },
    vmap: NativeFn.freeRaw('vmap', (cx, args) => cx.call(FUNC.get('vmap', cx) as Value, args)),
  };
}

const BUFFER = NativeFn.free('Buffer', 'data=None, *, persistent=True', (_cx, args) => args.get('data'));

function nnEntries(): Entries {
  return {
    ...convEntries('torch.nn'),
    ...Object.fromEntries(LAYER_CLASSES),
    ...Object.fromEntries(RECURRENT),
    ...Object.fromEntries(ATTENTION_CLASSES),
    ParameterList: PARAMETER_LIST,
    ParameterDict: PARAMETER_DICT,
    Module: MODULE,
    Sequential: SEQUENTIAL,
    ModuleList: MODULE_LIST,
    ModuleDict: MODULE_DICT,
    Parameter: PARAMETER,
    // A tensor that an assignment would register: nothing that shapes depend on.
    Buffer: BUFFER,
    DataParallel: DATA_PARALLEL,
    parallel: { module: 'torch.nn.parallel' },
    functional: { module: 'torch.nn.functional' },
    init: { module: 'torch.nn.init' },
    utils: { module: 'torch.nn.utils' },
    modules: { module: 'torch.nn.modules' },
    parameter: { module: 'torch.nn.parameter' },
  };
}

function functionalEntries(): Entries {
  const entries: Entries = { ...convEntries('torch.nn.functional') };
  for (const row of TORCH_FUNCTIONS) entries[row.name] = rowFunction(row);
  entries['multi_head_attention_forward'] = MULTI_HEAD_ATTENTION;
  entries['scaled_dot_product_attention'] = NativeFn.free(
    'scaled_dot_product_attention',
    'query, key, value, *args, **kwargs',
    (cx, args) => attention(cx, args.get('query'), args.get('key'), args.get('value')),
  );
  return entries;
}

const VARIABLE = NativeFn.freeRaw('Variable', (_cx, args) => args.pos[0] ?? null);

/** Of nn.utils: what trains, and what gives a module back. */
function utilsEntries(): Entries {
  return {
    ...WEIGHT_WRAPPERS,
    ...Object.fromEntries(
      ['clip_grad_norm', 'clip_grad_norm_', 'clip_grad_value_'].map(name => [name, UNKNOWN_NUMBER(name)]),
    ),
    rnn: { module: 'torch.nn.utils.rnn' },
    prune: { module: 'torch.nn.utils.prune' },
    fusion: { module: 'torch.nn.utils.fusion' },
    parametrizations: { module: 'torch.nn.utils.parametrizations' },
    parametrize: { module: 'torch.nn.utils.parametrize' },
    // torch.nn.utils.weight_norm is the function and, as an import, the module of that name.
  };
}

const UNKNOWN_NUMBER = (name: string): NativeFn =>
  NativeFn.freeRaw(name, cx => cx.unknown('data-dependent', `what ${name}() gives depends on gradients`));

const MAKERS: Record<string, () => Entries> = {
  torch: torchEntries,
  'torch.nn': nnEntries,
  'torch.nn.functional': functionalEntries,
  'torch.nn.modules': nnEntries,
  'torch.nn.modules.conv': () => ({ ...convEntries('torch.nn'), _ConvNd: CONV_ND }),
  'torch.nn.modules.module': () => ({ Module: MODULE }),
  'torch.nn.modules.container': () => ({ Sequential: SEQUENTIAL, ModuleList: MODULE_LIST, ModuleDict: MODULE_DICT }),
  'torch.nn.modules.utils': tupleHelpers,
  'torch.nn.parallel': () => ({
    DataParallel: DATA_PARALLEL,
    DistributedDataParallel: DISTRIBUTED_DATA_PARALLEL,
  }),
  'torch.nn.parameter': () => ({ Parameter: PARAMETER, Buffer: BUFFER }),
  'torch.nn.init': () => Object.fromEntries(INIT_NAMES.split(' ').map(name => [name, identity(name)])),
  'torch.nn.utils': utilsEntries,
  'torch.nn.utils.parametrizations': () => PARAMETRIZATIONS,
  'torch.nn.utils.parametrize': () => PARAMETRIZE,
  'torch.nn.utils.spectral_norm': () => WEIGHT_WRAPPERS,
  'torch.nn.utils.weight_norm': () => WEIGHT_WRAPPERS,
  'torch.cuda': () => ({
    is_available: constant('is_available', false),
    device_count: constant('device_count', 0),
    manual_seed: constant('manual_seed', null),
    manual_seed_all: constant('manual_seed_all', null),
  }),
  'torch.jit': () => ({
    ...Object.fromEntries(
      ['script_method', 'export', 'unused', 'freeze', 'optimize_for_inference', 'interface'].map(name => [
        name,
        identity(name),
      ]),
    ),
    ignore: decorating('ignore'),
    script: SCRIPT,
    trace: TRACE,
    annotate: NativeFn.free('annotate', 'the_type, the_value', (_cx, args) => args.get('the_value')),
    is_scripting: constant('is_scripting', false),
    is_tracing: constant('is_tracing', false),
    Final: UNTYPED,
    ScriptModule: MODULE,
  }),
  'torch.fft': () => FFT,
  'torch.linalg': linalgEntries,
  'torch.special': () =>
    Object.fromEntries(
      ['expit', 'logit', 'erf', 'exp2'].map(name => [name, opEntries()[name === 'expit' ? 'sigmoid' : name] ?? null]),
    ),
  'torch.fx': () => ({ symbolic_trace: identity('symbolic_trace') }),
  'torch.autograd': () => ({ Variable: VARIABLE, Function: FUNCTION, function: { module: 'torch.autograd.function' } }),
  'torch.autograd.function': () => ({ Function: FUNCTION, once_differentiable: identity('once_differentiable') }),
  'torch.ao': () => ({ quantization: { module: 'torch.ao.quantization' } }),
  'torch.utils': () => ({ data: { module: 'torch.utils.data' }, checkpoint: { module: 'torch.utils.checkpoint' } }),
  'torch.utils.checkpoint': () => ({ checkpoint: CHECKPOINT, checkpoint_sequential: CHECKPOINT_SEQUENTIAL }),
};

/** checkpoint(function, *args) runs the function. */
const CHECKPOINT = NativeFn.free('checkpoint', 'function, *args, **kwargs', (cx: Interp, args) =>
  cx.callWith(args.get('function'), ...args.rest),
);

/** checkpoint_sequential(functions, segments, input): one after the other. */
const CHECKPOINT_SEQUENTIAL = NativeFn.free(
  'checkpoint_sequential',
  'functions, segments, input, **kwargs',
  (cx, args) => {
    const functions = args.get('functions');
    const list = cx.collect(functions);
    if (!list) return cx.unknown('loop-count', 'how many functions there are is not known', 'tensor');
    return list.reduce<Value>((value, one) => cx.callWith(one, value), args.get('input'));
  },
);

for (const file of MODULE_FILES.split(' '))
  MAKERS[`torch.nn.modules.${file}`] = () => ({ ...nnEntries(), ...abstractClasses() });

/** Modules that exist and of which nothing is modelled: their names are unknown, their import is no error. */
const EMPTY =
  'optim optim.lr_scheduler utils.tensorboard distributed multiprocessing backends backends.cudnn onnx ' +
  'amp cuda.amp random hub';
for (const name of EMPTY.split(' ')) MAKERS[`torch.${name}`] ??= () => ({});

const made = new Map<string, ModuleTable>();

/** The module of torch with that dotted name. A name that it does not list may exist: it is unknown. */
export function torchModule(name: string): ModuleTable | undefined {
  const source = TORCH_SOURCES[name];
  if (source) return source;
  const maker = MAKERS[name];
  if (!maker) return undefined;
  let table = made.get(name);
  if (!table) {
    table = moduleTable(maker());
    // nn.utils has the functions of its module of fusions.
    if (name === 'torch.nn.utils') table = tableOf(table, FUSION);
    if (name === 'torch') table = withVersion(table);
    made.set(name, table);
  }
  return table;
}

function withVersion(table: ModuleTable): ModuleTable {
  return { ...table, get: (name, cx) => (name === '__version__' ? VERSION.get(name, cx) : table.get(name, cx)) };
}
