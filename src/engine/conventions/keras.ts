import { checkKerasParams } from '../checks/kerasParams.js';
import * as words from '../checks/kerasWords.js';
import { at } from '../numbers.js';
import { splitTotal } from '../padding.js';
import type { LayerParams } from '../params.js';
import { convolutionSpace, croppedSpace, spans } from './space.js';
import type { ConventionRules, PerAxis, Space } from './rules.js';

/** Keras 3 (3.15) and tf_keras: the layers. */
export const keras: ConventionRules = {
  convention: 'keras',
  checkParams: checkKerasParams,
  space: (params, perAxis) =>
    params.kind === 'transposed' ? transposedSpace(params, perAxis) : convolutionSpace(params, perAxis),
  weightLayout: params => (params.kind === 'transposed' ? 'HWOI' : params.kind === 'convolution' ? 'HWIO' : 'HWIM'),
  transposedGroups: false,
  // No padding of Keras' folds.
  words: { ...words, foldTooLarge: () => null },
  batchAxes: 'one',
  emptyOutput: 'refused',
  symmetricPadding: false,
  outputPadding: 'open',
  outputPaddingBelow: 'stride',
};

/**
 * Keras 3: valid gives (i−1)·s + K + (op ?? max(K, s) − K), same gives i·s for None and (i−1)·s + K mod 2 + op else; the
 * crop is max(full − output, 0), its smaller half at the start.
 * Source: keras/src/backend/common/backend_utils.py (_get_output_shape_given_tf_padding).
 */
function transposedSpace(params: LayerParams, { stride, dilation }: PerAxis): Space {
  const { padding, outputPadding } = params;
  if (typeof padding !== 'string') return croppedSpace(params);
  const begin: number[] = [];
  const end: number[] = [];
  const added: number[] = [];
  spans(params, dilation).forEach((span, axis) => {
    const given = outputPadding === null ? null : at(outputPadding, axis);
    // What the size rule adds to (i − 1)·s.
    const tail =
      padding === 'same'
        ? given === null
          ? at(stride, axis)
          : (span % 2) + given
        : span + (given ?? Math.max(span, at(stride, axis)) - span);
    const crop = splitTotal(Math.max(span - tail, 0));
    begin.push(crop.begin);
    end.push(crop.end);
    added.push(tail - span + crop.begin + crop.end);
  });
  return { padding: { begin, end }, outputPadding: added };
}
