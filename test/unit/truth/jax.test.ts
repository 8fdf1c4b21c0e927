import { expressionTruth, type ExpressionCase } from './expressions.js';
import { numericTruth, type NumericCase } from './numeric.js';
import jaxData from '../../truth/jaxConv.json' with { type: 'json' };
import jaxNumbers from '../../truth/jaxNumbers.json' with { type: 'json' };

describe(`what jax ${jaxData.meta.jax} answered`, () => {
  const imports = ['import jax', 'import jax.numpy as jnp', 'from jax import lax'];
  expressionTruth(jaxData.cases as readonly ExpressionCase[], { framework: 'jax', what: 'jax.lax', imports });
  numericTruth(jaxNumbers.cases as readonly NumericCase[], 'jax');
});
