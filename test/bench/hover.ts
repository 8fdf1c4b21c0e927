/** What a hover computes, in one bundle for the benchmark. */
export { callAt, DocumentAnalyzer } from '../../src/analysis/index.js';
export { hoverText } from '../../src/editor/hoverText.js';
