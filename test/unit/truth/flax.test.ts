import { expressionTruth, type ExpressionCase } from './expressions.js';
import { numericTruth, type NumericCase } from './numeric.js';
import flaxData from '../../truth/flaxConv.json' with { type: 'json' };
import flaxNumbers from '../../truth/flaxNumbers.json' with { type: 'json' };

describe(`what flax ${flaxData.meta.flax} answered`, () => {
  expressionTruth(flaxData.cases as readonly ExpressionCase[], {
    framework: 'flax',
    what: 'linen, nnx and pools',
    imports: ['import jax', 'import jax.numpy as jnp', 'import flax.linen, flax.nnx'],
  });
  numericTruth(flaxNumbers.cases as readonly NumericCase[], 'flax');
});
