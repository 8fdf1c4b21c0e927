/** A small random number generator (mulberry32), so that every run of the tests sees the same programs. */
export function random(seed: number): (n: number) => number {
  let state = seed;
  return n => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const FUNCTIONS = 3;

/**
 * A random Python program over two objects, a list and a few locals, whose conditions are `flag()`. It records by `rec(site,
 * value)`, and its `main()` returns at its end.
 */
export function randomProgram(rnd: (n: number) => number): string {
  const lines: string[] = [
    'from probe import flag, rec',
    'class O: pass',
    'a, b = O(), O()',
    'a.x0 = a.x1 = b.x0 = b.x1 = 0',
    'l = []',
    'd = {}',
    'class CM:',
    '    def __enter__(self): a.x0 = 3',
    '    def __exit__(self, *e): a.x1 = 2',
  ];
  const place = (): string => `${'ab'[rnd(2)]}.x${rnd(2)}`;
  const value = (): string => {
    switch (rnd(6)) {
      case 0:
      case 1:
        return String(rnd(4));
      case 2:
        return `(${place()} + ${rnd(3)}) % 5`;
      case 3:
        return `(${rnd(4)} if flag() else ${place()})`;
      case 4:
        return '(v + 1) % 5';
      default:
        return place();
    }
  };
  const block = (indent: string, depth: number, fn: number, loop: boolean, final: boolean): void => {
    for (let n = 1 + rnd(3); n > 0; n--) statement(indent, depth, fn, loop, final);
  };
  const statement = (indent: string, depth: number, fn: number, loop: boolean, final: boolean): void => {
    const inner = `${indent}    `;
    const put = (text: string): void => void lines.push(indent + text);
    switch (rnd(depth > 0 ? 18 : 8)) {
      case 0:
        return put(`${place()} = ${value()}`);
      case 1:
        return put(`v = ${value()}`);
      case 2:
      case 3:
        return put(`rec(${rnd(4)}, ${value()})`);
      case 4:
        if (final) return put('pass');
        if (loop && rnd(2) === 0) return put(rnd(2) === 0 ? 'break' : 'continue');
        return put(`return ${value()}`);
      case 5:
        return put(rnd(2) === 0 ? `l.append(${rnd(3)})` : `d[${rnd(2)}] = ${value()}`);
      case 6:
        return put(
          rnd(3) > 0 || final ? `v = ${value()}` : `raise ${rnd(2) === 0 ? 'KeyError' : 'ValueError'}(${rnd(3)})`,
        );
      case 7:
        return put(
          fn < FUNCTIONS - 1
            ? `${place()} = f${fn + 1 + rnd(FUNCTIONS - 1 - fn)}(${value()})`
            : `rec(${rnd(4)}, len(l))`,
        );
      case 8:
      case 9:
      case 10:
        put('if flag():');
        block(inner, depth - 1, fn, loop, final);
        if (rnd(3) > 0) {
          put('else:');
          block(inner, depth - 1, fn, loop, final);
        }
        return;
      case 11:
        put(`for i${depth} in range(${1 + rnd(2)}):`);
        block(inner, depth - 1, fn, true, final);
        if (rnd(3) === 0) {
          put('else:');
          block(inner, depth - 1, fn, loop, final);
        }
        return;
      case 12:
        put('while flag():');
        block(inner, depth - 1, fn, true, final);
        return;
      case 13:
        put('try:');
        block(inner, depth - 1, fn, loop, final);
        put('finally:');
        block(inner, depth - 1, fn, loop, true);
        return;
      case 14:
      case 15:
        put('try:');
        block(inner, depth - 1, fn, loop, final);
        put(`except ${['KeyError', 'ValueError', '(KeyError, ValueError)'][rnd(3)]}:`);
        block(inner, depth - 1, fn, loop, final);
        if (rnd(3) === 0) {
          put('else:');
          block(inner, depth - 1, fn, loop, final);
        }
        return;
      case 16:
        put('with CM():');
        block(inner, depth - 1, fn, loop, final);
        return;
      default:
        put(`if ${place()} > ${rnd(3)}:`);
        block(inner, depth - 1, fn, loop, final);
        return;
    }
  };
  for (let fn = FUNCTIONS - 1; fn >= 0; fn--) {
    lines.push(`def f${fn}(v=0):`);
    block('    ', fn === 0 ? 3 : 2, fn, false, false);
  }
  lines.push('r = f0()');
  return lines.join('\n');
}
