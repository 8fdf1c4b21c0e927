export type {
  Argument,
  Certainty,
  ConvCall,
  Dim,
  FileAnalysis,
  FileProblem,
  Run,
  Shape,
  Span,
  UnknownDim,
} from './types.js';
export { analyzeText, type AnalysisOptions } from './analyze.js';
export { DocumentAnalyzer } from './documentAnalyzer.js';
export { analyzeCells } from './notebook.js';
export { maskIpython } from '../python/ipython.js';
export { describeDim, describeShape, type ShapeStyle } from './describe.js';
export { editCall, isExpression, type EditResult, type ParameterChange, type TextEdit } from './edit.js';
export { evaluateLayer, type LayerExpression } from './evaluateLayer.js';
export { callAt, callsByDistance } from './query.js';
