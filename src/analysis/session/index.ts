/** What an editor and whoever analyses for it share, apart from the analysis itself. */
export { baseName, folderOf, isAbsolute, nameBelow, resolveName, type Files } from './files.js';
export type { Fetched } from './fetchedFiles.js';
export type { AnalysisAnswer, AnalysisRequest, FromAnalysis, ToAnalysis } from './messages.js';
export { fromClonable, outcomesFromClonable } from './plain.js';
export type { SearchHints } from './searchPath.js';
