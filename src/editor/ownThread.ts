import { EDITOR_BUDGET } from '../analysis/index.js';
import { inSlices } from '../analysis/session/slices.js';
import { AnalysisServer } from '../analysis/session/server.js';
import type { FromAnalysis, ToAnalysis } from '../analysis/session/index.js';

/** Analyses in the host's own thread, in slices; gives back what takes messages. */
export function serveHere(send: (message: FromAnalysis) => void): (message: ToAnalysis) => void {
  const server = new AnalysisServer({
    disk: null,
    run: inSlices,
    cancelledUpTo: () => -1,
    send,
    budget: EDITOR_BUDGET,
  });
  return message => server.handle(message);
}
