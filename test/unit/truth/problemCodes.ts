import type { ProblemCode } from '../../../src/engine/index.js';
import table from '../../truth/problemCodes.json' with { type: 'json' };

/** Rules of test/truth/problemCodes.json: which code a framework's message has. The first that matches holds. */
const RULES = new Map<string, readonly (readonly [RegExp, ProblemCode])[]>();

function rulesOf(framework: string): readonly (readonly [RegExp, ProblemCode])[] {
  let rules = RULES.get(framework);
  if (!rules) {
    const texts = (table as unknown as Record<string, readonly (readonly [string, ProblemCode])[]>)[framework] ?? [];
    rules = texts.map(([pattern, code]) => [new RegExp(pattern, 's'), code] as const);
    RULES.set(framework, rules);
  }
  return rules;
}

/**
 * The code of a recorded refusal ("Type: message"): by the framework's own rules, then by Python's, which are those of a
 * call whose arguments do not bind. Undefined where no rule matches: the table has a gap.
 */
export function expectedCode(framework: string, error: string): ProblemCode | undefined {
  for (const [pattern, code] of [...rulesOf(framework), ...rulesOf('python')]) if (pattern.test(error)) return code;
  return undefined;
}
