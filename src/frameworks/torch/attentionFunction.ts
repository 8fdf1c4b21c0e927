import type { Value } from '../../python/klass.js';
import { NativeFn } from '../../python/native.js';
import { PyTuple } from '../../python/value.js';
import { addDims, unknownDim, type Dim, type Shape } from '../dims.js';
import { asTensor, Tensor } from '../tensor.js';
import { toDim } from '../values.js';

const SIGNATURE =
  'query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, ' +
  'out_proj_weight, out_proj_bias, training=True, key_padding_mask=None, need_weights=True, attn_mask=None, ' +
  'use_separate_proj_weight=False, q_proj_weight=None, k_proj_weight=None, v_proj_weight=None, static_k=None, static_v=None, ' +
  'average_attn_weights=True, is_causal=False';

/**
 * F.multi_head_attention_forward: (output, weights). The output is (L, N, E) as the query, with the features that the last
 * projection gives; the weights are (N, L, S), with heads where they are not averaged (torch/nn/functional.py).
 */
export const MULTI_HEAD_ATTENTION = NativeFn.free('multi_head_attention_forward', SIGNATURE, (cx, args) => {
  const [query, key] = [asTensor(args.get('query')), asTensor(args.get('key'))];
  const shape = query?.shape;
  if (!query || !shape) return cx.unknown('data-dependent', query?.whyUnknown ?? 'the query is not known');
  const projection = asTensor(args.get('out_proj_weight'))?.shape;
  const features: Dim = projection?.[0] ?? unknownDim('the projection is not known');
  const output = new Tensor([...shape.slice(0, -1), features]);
  if (args.get('need_weights') === false) return new PyTuple([output, null]);
  return new PyTuple([
    output,
    weights(
      shape,
      key?.shape ?? null,
      args.get('average_attn_weights'),
      args.get('num_heads'),
      extra(args.get('bias_k'), args.get('add_zero_attn')),
    ),
  ]);
});

/** Keys beside those given; undefined where that is not known. */
function extra(bias: Value, zero: Value): number | undefined {
  return typeof zero === 'boolean' ? Number(bias !== null) + Number(zero) : undefined;
}

function weights(query: Shape, key: Shape | null, averaged: Value, heads: Value, more: number | undefined): Tensor {
  if (!key || more === undefined || typeof averaged !== 'boolean')
    return new Tensor(null, 'the sizes of the weights are not known');
  const [length = 1, batch] = query;
  const source = addDims(key[0] ?? 1, more);
  const perHead = averaged ? [] : [toDim(heads, 'num_heads')];
  return new Tensor(
    batch === undefined || query.length < 3 ? [...perHead, length, source] : [batch, ...perHead, length, source],
  );
}
