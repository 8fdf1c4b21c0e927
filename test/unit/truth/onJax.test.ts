import { expressionTruth, type ExpressionCase } from './expressions.js';
import { numericTruth, type NumericCase } from './numeric.js';
import equinoxData from '../../truth/equinoxConv.json' with { type: 'json' };
import equinoxNumbers from '../../truth/equinoxNumbers.json' with { type: 'json' };
import haikuData from '../../truth/haikuConv.json' with { type: 'json' };
import haikuNumbers from '../../truth/haikuNumbers.json' with { type: 'json' };

const JAX = ['import jax', 'import jax.numpy as jnp'];

describe(`what haiku ${haikuData.meta.haiku} answered`, () => {
  const imports = [...JAX, 'import haiku'];
  expressionTruth(haikuData.cases as readonly ExpressionCase[], { framework: 'haiku', what: 'layers', imports });
  numericTruth(haikuNumbers.cases as readonly NumericCase[], 'haiku');
});

describe(`what equinox ${equinoxData.meta.equinox} answered`, () => {
  const imports = [...JAX, 'import equinox.nn'];
  expressionTruth(equinoxData.cases as readonly ExpressionCase[], { framework: 'equinox', what: 'layers', imports });
  numericTruth(equinoxNumbers.cases as readonly NumericCase[], 'equinox');
});
