import type { ConvCall, FileAnalysis } from './types.js';

/** The call at an offset: the innermost one whose expression contains it, its ends included; null for none. */
export function callAt(analysis: FileAnalysis, offset: number): ConvCall | null {
  let best: ConvCall | null = null;
  for (const call of analysis.calls) {
    if (offset < call.span.from || offset > call.span.to) continue;
    if (!best || length(call) < length(best)) best = call;
  }
  return best;
}

/** All calls of a document, the nearest to an offset first; calls equally near keep their order in the document. */
export function callsByDistance(analysis: FileAnalysis, offset: number): ConvCall[] {
  const distance = ({ span }: ConvCall): number =>
    offset < span.from ? span.from - offset : offset > span.to ? offset - span.to : 0;
  return analysis.calls
    .map((call, index) => ({ call, index }))
    .sort((a, b) => distance(a.call) - distance(b.call) || length(a.call) - length(b.call) || a.index - b.index)
    .map(({ call }) => call);
}

function length(call: ConvCall): number {
  return call.span.to - call.span.from;
}
