/** What answers a person who types, in one bundle for the benchmark: the thread that analyses, and the host's own. */
export { DocumentAnalyzer, EDITOR_BUDGET } from '../../src/analysis/index.js';
export { fromClonable } from '../../src/analysis/session/index.js';
export { inSlices } from '../../src/analysis/session/slices.js';
export { nodeThread } from '../../src/editor/analysisThread.js';
