import data from '../../truth/kerasOps.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe(`Keras ${data.meta.keras}: keras.ops`, () => {
  expressionTruth(data.cases as readonly ExpressionCase[], {
    framework: 'tensorflow',
    what: 'keras.ops on TensorFlow',
    imports: ['import tensorflow as tf', 'from keras import ops'],
  });
});
