/** The value of an engine's result that must be there. */
export function must(result) {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}
