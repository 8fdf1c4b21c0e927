import data from '../../truth/tensorflowConv.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe(`TensorFlow ${data.meta.tensorflow}: the convolutions of tf.nn`, () => {
  expressionTruth(data.cases as readonly ExpressionCase[], {
    framework: 'tensorflow',
    what: 'tf.nn convolutions',
    imports: ['import tensorflow as tf'],
  });
});
