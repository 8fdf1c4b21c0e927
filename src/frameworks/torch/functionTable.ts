import type { LayerRow } from '../flow.js';
import { adaptivePool, pool, upsample } from './poolRules.js';
import { flatten, glu, keep, pad, pixelShuffle, pixelUnshuffle, unfold } from './shapeRules.js';

/**
 * torch.nn.functional's functions of one tensor, `input`. Orders are the functions' own: max_pool2d takes ceil_mode
 * before return_indices, the layer after it.
 */
const RANKS = [1, 2, 3] as const;

function same(names: string, signature: string): LayerRow[] {
  return names.split(' ').map(name => ({ name, signature, rule: keep }));
}

export const TORCH_FUNCTIONS: readonly LayerRow[] = [
  ...same('relu relu6 selu silu mish hardswish hardsigmoid', 'input, inplace=False'),
  ...same('relu_ selu_ sigmoid tanh logsigmoid softsign tanhshrink', 'input'),
  ...same('leaky_relu leaky_relu_', 'input, negative_slope=0.01, inplace=False'),
  ...same('elu elu_ celu', 'input, alpha=1.0, inplace=False'),
  ...same('gelu', "input, approximate='none'"),
  ...same('prelu', 'input, weight'),
  ...same('rrelu', 'input, lower=0.125, upper=0.3333333333333333, training=False, inplace=False'),
  ...same('hardtanh', 'input, min_val=-1.0, max_val=1.0, inplace=False'),
  ...same('hardshrink softshrink', 'input, lambd=0.5'),
  ...same('softplus', 'input, beta=1.0, threshold=20.0'),
  ...same('threshold', 'input, threshold, value, inplace=False'),
  ...same('softmax log_softmax softmin', 'input, dim=None, _stacklevel=3, dtype=None'),
  ...same('dropout dropout1d dropout2d dropout3d', 'input, p=0.5, training=True, inplace=False'),
  ...same('alpha_dropout feature_alpha_dropout', 'input, p=0.5, training=False, inplace=False'),
  ...same('normalize', 'input, p=2.0, dim=1, eps=1e-12, out=None'),
  ...same(
    'batch_norm',
    'input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05',
  ),
  ...same(
    'instance_norm',
    'input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05',
  ),
  ...same('group_norm', 'input, num_groups, weight=None, bias=None, eps=1e-05'),
  ...same('layer_norm', 'input, normalized_shape, weight=None, bias=None, eps=1e-05'),
  ...same('local_response_norm', 'input, size, alpha=0.0001, beta=0.75, k=1.0'),
  { name: 'glu', signature: 'input, dim=-1', rule: glu },
  ...RANKS.flatMap(rank => [
    {
      name: `max_pool${rank}d`,
      signature: 'input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False',
      rule: pool(rank, `max_pool${rank}d`),
      pairWhen: 'return_indices',
    },
    {
      name: `avg_pool${rank}d`,
      signature:
        'input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True' +
        (rank === 1 ? '' : ', divisor_override=None'),
      rule: pool(rank, `avg_pool${rank}d`),
    },
    {
      name: `lp_pool${rank}d`,
      signature: 'input, norm_type, kernel_size, stride=None, ceil_mode=False',
      rule: pool(rank, `lp_pool${rank}d`),
    },
    {
      name: `adaptive_avg_pool${rank}d`,
      signature: 'input, output_size',
      rule: adaptivePool(rank, `adaptive_avg_pool${rank}d`),
    },
    {
      name: `adaptive_max_pool${rank}d`,
      signature: 'input, output_size, return_indices=False',
      rule: adaptivePool(rank, `adaptive_max_pool${rank}d`),
      pairWhen: 'return_indices',
    },
  ]),
  {
    name: 'interpolate',
    signature:
      "input, size=None, scale_factor=None, mode='nearest', align_corners=None, recompute_scale_factor=None, antialias=False",
    rule: upsample,
  },
  {
    name: 'upsample',
    signature: "input, size=None, scale_factor=None, mode='nearest', align_corners=None",
    rule: upsample,
  },
  { name: 'pixel_shuffle', signature: 'input, upscale_factor', rule: pixelShuffle },
  { name: 'pixel_unshuffle', signature: 'input, downscale_factor', rule: pixelUnshuffle },
  { name: 'pad', signature: "input, pad, mode='constant', value=None", rule: pad },
  { name: 'unfold', signature: 'input, kernel_size, dilation=1, padding=0, stride=1', rule: unfold },
];

/** torch's own functions that keep a tensor's shape: torch.relu, torch.sigmoid, … and the methods of the same names. */
export const ELEMENTWISE: readonly string[] = (
  'abs neg exp log log2 log10 log1p sqrt rsqrt square sin cos tan asin acos atan sinh cosh tanh sigmoid relu erf floor ceil ' +
  'round sign reciprocal clamp clip clamp_min clamp_max nan_to_num softmax log_softmax cumsum cumprod flip roll dropout ' +
  'logical_not isnan isinf isfinite zeros_like ones_like rand_like randn_like empty_like full_like tril triu detach clone ' +
  'contiguous float double half bfloat16 int long bool byte to cuda cpu requires_grad_ type type_as relu_ sigmoid_ tanh_ ' +
  'clamp_ zero_ fill_ normal_ uniform_ copy_ abs_ neg_ exp_ sqrt_ mul_ add_ sub_ div_ detach_ masked_fill masked_fill_ ' +
  'nan_to_num_ retain_grad data pin_memory bernoulli bernoulli_ triu_ tril_'
)
  .split(' ')
  .filter(name => name !== 'data');

/** torch.flatten(input, start_dim=0, end_dim=-1): unlike nn.Flatten it starts at the first axis. */
export const TORCH_FLATTEN: LayerRow = { name: 'flatten', signature: 'input, start_dim=0, end_dim=-1', rule: flatten };
