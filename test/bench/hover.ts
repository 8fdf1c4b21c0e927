/** What a hover computes, in one bundle for the benchmark. */
export { callAt, DocumentAnalyzer, EDITOR_BUDGET } from '../../src/analysis/index.js';
export { inSlices } from '../../src/analysis/session/slices.js';
export { hoverText } from '../../src/editor/hoverText.js';
