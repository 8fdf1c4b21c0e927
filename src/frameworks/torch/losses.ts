import type { PlainArgs } from '../plain.js';
import { UnknownShape, type Flow, type LayerRow, type ShapeRule } from '../flow.js';

/** Losses (torch/nn/modules/loss.py): a number, or one per element where reduction is "none". Sizes that differ are not refused here. */

function reducedBy(args: PlainArgs, unreduced: () => Flow): Flow {
  const old = [args.get('size_average'), args.get('reduce')].some(value => value !== undefined && value !== null);
  const reduction = args.text('reduction');
  if (old || reduction === undefined) return new UnknownShape('how the loss is reduced is not known');
  return reduction === 'none' ? unreduced() : [];
}

const perElement: ShapeRule = (args, input) => reducedBy(args, () => input);

/** Cross entropy: classes are the second axis; targets are indices, or probabilities of the input's shape. */
const perTarget: ShapeRule = (args, input) =>
  reducedBy(args, () => (input.length < 2 ? [] : [...input.slice(0, 1), ...input.slice(2)]));

const withoutLast: ShapeRule = (args, input) => reducedBy(args, () => input.slice(0, -1));

const OLD = 'size_average=None, reduce=None, reduction="mean"';

interface Loss {
  readonly layer: string;
  /** Of the layer, before `reduction`, which is a keyword to most. */
  readonly options: string;
  readonly fn: string | null;
  readonly takes: string;
  readonly rule: ShapeRule;
}

const LOSSES: readonly Loss[] = [
  {
    layer: 'CrossEntropyLoss',
    options: 'weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean", label_smoothing=0.0',
    fn: 'cross_entropy',
    takes: 'input, target',
    rule: perTarget,
  },
  {
    layer: 'NLLLoss',
    options: 'weight=None, size_average=None, ignore_index=-100, reduce=None, reduction="mean"',
    fn: 'nll_loss',
    takes: 'input, target',
    rule: perTarget,
  },
  {
    layer: 'BCELoss',
    options: `weight=None, ${OLD}`,
    fn: 'binary_cross_entropy',
    takes: 'input, target',
    rule: perElement,
  },
  {
    layer: 'BCEWithLogitsLoss',
    options: `weight=None, ${OLD}, pos_weight=None`,
    fn: 'binary_cross_entropy_with_logits',
    takes: 'input, target',
    rule: perElement,
  },
  { layer: 'KLDivLoss', options: `${OLD}, log_target=False`, fn: 'kl_div', takes: 'input, target', rule: perElement },
  {
    layer: 'PoissonNLLLoss',
    options: 'log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, reduction="mean"',
    fn: null,
    takes: 'input, target',
    rule: perElement,
  },
  { layer: 'SoftMarginLoss', options: OLD, fn: 'soft_margin_loss', takes: 'input, target', rule: perElement },
  {
    layer: 'GaussianNLLLoss',
    options: '*, full=False, eps=1e-06, reduction="mean"',
    fn: null,
    takes: 'input, target, var',
    rule: perElement,
  },
  {
    layer: 'MarginRankingLoss',
    options: `margin=0.0, ${OLD}`,
    fn: null,
    takes: 'input1, input2, target',
    rule: perElement,
  },
  {
    layer: 'MultiMarginLoss',
    options: `p=1, margin=1.0, weight=None, ${OLD}`,
    fn: null,
    takes: 'input, target',
    rule: withoutLast,
  },
  {
    layer: 'CosineEmbeddingLoss',
    options: `margin=0.0, ${OLD}`,
    fn: null,
    takes: 'input1, input2, target',
    rule: withoutLast,
  },
  {
    layer: 'TripletMarginLoss',
    options: `margin=1.0, p=2.0, eps=1e-06, swap=False, ${OLD}`,
    fn: null,
    takes: 'anchor, positive, negative',
    rule: withoutLast,
  },
];

export const LOSS_LAYERS: readonly LayerRow[] = LOSSES.map(({ layer, options, takes, rule }) => ({
  name: layer,
  signature: options,
  forward: takes,
  rule,
}));

export const LOSS_FUNCTIONS: readonly LayerRow[] = LOSSES.flatMap(({ fn, options, takes, rule }) =>
  fn === null ? [] : [{ name: fn, signature: `${takes}, ${options}`, rule }],
);
