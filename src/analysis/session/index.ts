export { AnalysisServer, type ServerHost } from './server.js';
export { baseName, folderOf, isAbsolute, nameBelow, resolveName, type Files } from './files.js';
export type { Fetched } from './fetchedFiles.js';
export type { AnalysisAnswer, AnalysisRequest, FromAnalysis, ToAnalysis } from './messages.js';
export { fromClonable, outcomesFromClonable } from './plain.js';
export type { SearchHints } from './searchPath.js';
export { inSlices } from './slices.js';
