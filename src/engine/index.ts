export * from './result.js';
export * from './params.js';
export * from './matrixTypes.js';
export { adjointSpec, type Adjoint } from './adjoint.js';
export { admissibleSizes, type AdmissibleSizes, type Tie } from './admissible.js';
export { composedOverlap, type ComposedOverlap, type ComposedStage } from './composedOverlap.js';
export { multiplyAdds, parameterCount } from './cost.js';
export { multiply, transpose } from './csr.js';
export { scatter, slidingWindow, zeroInsertion, type DirectResult } from './direct.js';
export { evennessOf, overlapEvenness, type Evenness } from './evenness.js';
export { sizeFormula } from './formula.js';
export { flatIndex, unflatten } from './indexing.js';
export { interpolationAxes, interpolationMatrix, scaledSize, type ResizeOptions } from './interpolation.js';
export {
  INTERPOLATION_FRAMEWORKS,
  interpolationRule,
  type InterpolationFramework,
  type InterpolationOptions,
} from './interpolationRules.js';
export type {
  AreaRule,
  AxisResize,
  CoordinateRule,
  FilterRule,
  InterpolationFilter,
  InterpolationRule,
  NearestRule,
} from './interpolationTypes.js';
export { LESSON } from './lesson.js';
export {
  learnLayer,
  learnMatrix,
  lossAndGradient,
  startLearning,
  stepLearning,
  type LearningProblem,
  type LearningState,
} from './learning.js';
export { layerColumn, layerRow, type MatrixLine } from './line.js';
export { checkListable } from './limits.js';
export { stageParams, type Stage } from './separable.js';
export { tfjsPadding, type TfjsRounding } from './conventions/tfjs.js';
export { linearAt, linearProduct, type LinearCsr } from './linearCsr.js';
export { applyLayer, type ApplyOptions } from './applyLayer.js';
export { layerMatrix, pairMatrix, type MatrixOptions } from './matrix.js';
export { memoryEstimate, type MemoryEstimate } from './memory.js';
export { multiplicationCounts, type MultiplicationCounts, type Multiplications } from './multiplications.js';
export { nearestEven } from './nearestEven.js';
export { nearestPossible } from './nearestPossible.js';
export { overlapParts, type OverlapPart, type OverlapParts } from './overlapParts.js';
export {
  composedSentence,
  measureNote,
  OVERLAP_TEMPLATES,
  scoreText,
  subPixelSentence,
  weightedSentence,
  type OverlapTemplates,
} from './overlapWords.js';
export { overlapCounts, overlapMap, overlapVerdict } from './overlap.js';
export { axisPadding, isSymmetric, resolveOutputPadding, resolvePadding } from './padding.js';
export { interpolationSums, layerPhaseSums, phaseSums, type PhaseCoefficients, type PhaseSums } from './phaseSums.js';
export {
  poolOverlap,
  poolSize,
  poolSpec,
  type AdaptivePool,
  type Pool,
  type PoolOverlap,
  type WindowPool,
} from './poolOverlap.js';
export {
  pixelShuffleMatrix,
  pixelUnshuffleMatrix,
  selectRows,
  subPixelMatrix,
  type PixelShuffle,
} from './pixelShuffle.js';
export { receptiveField, type ReceptiveField } from './receptiveField.js';
export { cropsInput, MLX_LARGE_CROP } from './conventions/mlx.js';
export { PADDLE_SAME_TRANSPOSED } from './conventions/paddle.js';
export { conventionRules } from './conventions/index.js';
export type { ConventionRules } from './conventions/rules.js';
export { resizeConvolutionMatrix, type ResizeConvolutionOptions } from './resizeConvolution.js';
export {
  interpolationAsTransposed,
  nearestAsTransposed,
  tiedWeights,
  type FixedAxis,
  type TiedTransposed,
} from './resizeTransposed.js';
export { resizeEquivalent, type LayerCost, type ResizeConvolution, type ResizeEquivalent } from './resizeEquivalent.js';
export { combineSources, ONE, selectColumns, selectionMatrix } from './selection.js';
export { checkInput, outputShape, takesBatchAxes, type CheckedInput } from './shape.js';
export { checkEquinoxConstructor } from './checks/equinoxParams.js';
export { channelsProblem as jaxChannelsProblem } from './checks/jaxWords.js';
export { WORD_WITH_DILATION as JAX_WORD_WITH_DILATION } from './checks/jaxParams.js';
export { kernelLength, outputSpatial } from './size.js';
export type { SizeStep } from './sizeStep.js';
export { sizeRule } from './sizeRule.js';
export { solveLayer, type Solution, type SolverGoal } from './solve.js';
export { buildSpec, outputChannels } from './spec.js';
export { icnr, subPixelSums, type ShuffleOrder } from './subPixel.js';
export { axisTaps, columnTaps, rowTaps } from './taps.js';
export { layerTile, type Tile, type TileRequest } from './tile.js';
export { kernelPlace, weightLength, weightShape, type KernelPlace } from './weights.js';
export {
  everyChannel,
  identityValued,
  kroneckerValued,
  multiplyMatrices,
  multiplyValued,
  transposeValued,
  valuedMatrix,
  type ValuedCsr,
} from './valuedCsr.js';
export { translate, type PaddingStep, type TranslatedLayer, type Translation } from './translate.js';
export { layerCall } from './translateCall.js';
export { TARGETS, type Target } from './translateCandidates.js';
export { changeWeights, weightChange, type WeightChange } from './translateWeights.js';
export { VERDICT_TEMPLATES, verdictSentence, type VerdictTemplates } from './words.js';
export {
  weightedOverlap,
  type Interpolation,
  type WeightedLayer,
  type WeightedOverlap,
  type WeightedStage,
  type WeightedStep,
} from './weightedOverlap.js';
export { zeroInsertionFactors, type ZeroInsertionFactors } from './zeroInsertionFactors.js';
export { wantsTuple } from './conventions/tuples.js';
