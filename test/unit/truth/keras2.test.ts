import data from '../../truth/keras2.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe('Keras 2: the convolution layers', () => {
  expressionTruth(data.cases as readonly ExpressionCase[], {
    framework: 'keras2',
    what: 'convolution layers',
    imports: ['import tf_keras', 'from tf_keras import layers'],
  });
});
