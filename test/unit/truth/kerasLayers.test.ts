import data from '../../truth/kerasLayers.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe(`Keras ${data.meta.keras}: the layers between the convolutions`, () => {
  expressionTruth(data.cases as readonly ExpressionCase[], {
    framework: 'keras',
    what: 'layers between',
    imports: ['import keras', 'from keras import layers'],
  });
});
