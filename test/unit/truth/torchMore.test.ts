import more from '../../truth/torchMore.json' with { type: 'json' };
import { expressionTruth, type ExpressionCase } from './expressions.js';

describe(`what PyTorch ${more.meta.torch} and einops ${more.meta.einops} answered to more operations`, () => {
  expressionTruth(more.cases as readonly ExpressionCase[], {
    framework: 'torch',
    what: 'in place, contents, spectra, …',
    imports: more.meta.prelude,
    maxUnknown: 104,
  });
});
