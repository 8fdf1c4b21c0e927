export type {
  Argument,
  Certainty,
  ConvCall,
  Dim,
  FileAnalysis,
  FileProblem,
  Place,
  Run,
  Shape,
  Span,
  Times,
  UnknownDim,
  Why,
} from './types.js';
export { analyzeText, type AnalysisOptions, type ProgramAnalysis } from './analyze.js';
export { finish, type Units } from './units.js';
export { decodeSource, decodeSourceOrNull, encodingOf } from './decode.js';
export { DEFAULT_BUDGET, EDITOR_BUDGET, type Budget } from './program.js';
export { DocumentAnalyzer } from './documentAnalyzer.js';
export { analyzeProgram, type ProgramText } from './programText.js';
export { evaluateCalls, type CallOutcome, type CallsAnalysis } from './evaluateCalls.js';
export { mergeCalls } from './mergeCalls.js';
export type { ImportName, Workspace } from './importing.js';
export type { DataFiles, Sources } from '../python/library.js';
export { packSummary, summarize, unpackSummary, type PackedSummary, type Summary } from '../python/summary.js';
export {
  keepParsedTexts,
  packTree,
  unpackTree,
  type ParsedPart,
  type ParsedText,
  type ParsedTexts,
} from '../python/parsedTexts.js';
export { analyzeCells, analyzingCells } from './notebook.js';
export { maskIpython } from '../python/ipython.js';
export { describeCount, describeDim, describeShape, describeTimes, whereOf, type ShapeStyle } from './describe.js';
export { editCall, isExpression, type EditResult, type ParameterChange, type TextEdit } from './edit.js';
export { evaluateLayer, type LayerExpression } from './evaluateLayer.js';
export { callAt, callsByDistance } from './query.js';
