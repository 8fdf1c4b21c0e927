/**
 * What reads and describes analyses, apart from what makes them: a host that leaves that to another thread does not load the
 * interpreter.
 */
export { decodeSourceOrNull } from './decode.js';
export { describeCount, describeDim, describeShape, describeTimes, whereOf, type ShapeStyle } from './describe.js';
export { editCall, type EditResult, type ParameterChange, type TextEdit } from './edit.js';
export { callAt, callsByDistance } from './query.js';
