import data from '../../truth/tensorflowOps.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe(`TensorFlow ${data.meta.tensorflow}: the functions between the convolutions`, () => {
  expressionTruth(data.cases as readonly ExpressionCase[], {
    framework: 'tensorflow',
    what: 'functions between',
    imports: ['import tensorflow as tf'],
  });
});
