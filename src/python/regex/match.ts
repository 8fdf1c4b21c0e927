import { folded, isWord, RegexError, type Regex } from './syntax.js';
import type { Pattern } from './parse.js';

/** Begin and end of each group, the whole match first; -1 where a group took no part. */
export type Spans = readonly number[];

type Next = (at: number) => boolean;

/** How deep the matcher may call itself: longer matches of compound patterns are given up. */
const MAX_DEPTH = 2000;

/** One search in one text. Each step is charged, so that no pattern runs away. */
export class Matcher {
  private spans: number[] = [];
  private depth = 0;

  constructor(
    private readonly pattern: Pattern,
    private readonly text: readonly number[],
    private readonly charge: (steps: number) => void,
  ) {}

  /**
   * The match that begins at a position, or at the first position from it on at which there is one.
   * @param how search: anywhere; advance: anywhere, but not empty at `from`; match: at `from`; full: at `from`, up to the end
   */
  find(from: number, end: number, how: 'search' | 'advance' | 'match' | 'full'): Spans | null {
    const last = how === 'search' || how === 'advance' ? end : from;
    for (let at = from; at <= last; at++) {
      this.charge(1);
      this.spans = new Array<number>(2 * this.pattern.groups + 2).fill(-1);
      let stop = -1;
      const found = this.run(this.pattern.tree, at, end, to => {
        if ((how === 'full' && to !== end) || (how === 'advance' && to === from)) return false;
        stop = to;
        return true;
      });
      if (!found) continue;
      this.spans[0] = at;
      this.spans[1] = stop;
      return this.spans;
    }
    return null;
  }

  private run(regex: Regex, at: number, end: number, next: Next): boolean {
    this.charge(1);
    if (++this.depth > MAX_DEPTH) throw new RegexError('the pattern needs too many steps');
    try {
      return this.step(regex, at, end, next);
    } finally {
      this.depth--;
    }
  }

  private step(regex: Regex, at: number, end: number, next: Next): boolean {
    switch (regex.kind) {
      case 'char':
        return at < end && regex.test(this.text[at]!) && next(at + 1);
      case 'all':
        return this.sequence(regex.parts, 0, at, end, next);
      case 'any':
        return regex.arms.some(arm => this.run(arm, at, end, next));
      case 'group':
        return this.group(regex.body, regex.index, at, end, next);
      case 'repeat':
        return this.repeat(regex, at, end, next);
      case 'look': {
        const before = this.spans.slice();
        const found = regex.behind ? this.behind(regex.body, at) : this.run(regex.body, at, end, () => true);
        if (found !== regex.wanted || !regex.wanted) this.spans = before;
        return found === regex.wanted && next(at);
      }
      case 'back':
        return this.back(regex.index, regex.fold, at, end, next);
      case 'atomic': {
        const to = this.once(regex.body, at, end);
        return to !== null && next(to);
      }
      case 'if':
        return this.run((this.spans[2 * regex.index + 1] ?? -1) >= 0 ? regex.yes : regex.no, at, end, next);
      case 'at':
        return this.holds(regex.where, at, end) && next(at);
    }
  }

  private sequence(parts: readonly Regex[], i: number, at: number, end: number, next: Next): boolean {
    // Single characters need no call of their own.
    while (parts[i]?.kind === 'char') {
      const part = parts[i] as Regex & { kind: 'char' };
      if (at >= end || !part.test(this.text[at]!)) return false;
      at++;
      i++;
    }
    const part = parts[i];
    return part === undefined ? next(at) : this.run(part, at, end, to => this.sequence(parts, i + 1, to, end, next));
  }

  private group(body: Regex, index: number, at: number, end: number, next: Next): boolean {
    const [from, to] = [this.spans[2 * index] ?? -1, this.spans[2 * index + 1] ?? -1];
    const found = this.run(body, at, end, stop => {
      const [a, b] = [this.spans[2 * index] ?? -1, this.spans[2 * index + 1] ?? -1];
      this.spans[2 * index] = at;
      this.spans[2 * index + 1] = stop;
      if (next(stop)) return true;
      this.spans[2 * index] = a;
      this.spans[2 * index + 1] = b;
      return false;
    });
    if (!found) {
      this.spans[2 * index] = from;
      this.spans[2 * index + 1] = to;
    }
    return found;
  }

  private repeat(regex: Regex & { kind: 'repeat' }, at: number, end: number, next: Next): boolean {
    const { body, min, max, how } = regex;
    if (body.kind !== 'char') {
      if (how !== 'possessive') return this.again(regex, 0, at, -1, end, next);
      let to = at;
      for (let count = 0; count < max; count++) {
        const stop = this.once(body, to, end);
        if (stop === null || stop === to) {
          if (stop === null && count < min) return false;
          break;
        }
        to = stop;
      }
      return next(to);
    }
    let most = 0;
    const fits = (count: number): boolean => at + count < end && body.test(this.text[at + count]!);
    if (how === 'lazy') {
      for (let count = 0; ; count++) {
        if (count >= min && next(at + count)) return true;
        this.charge(1);
        if (count >= max || !fits(count)) return false;
      }
    }
    while (most < max && fits(most)) most++;
    this.charge(most >> 3);
    if (how === 'possessive') return most >= min && next(at + most);
    for (let count = most; count >= min; count--) if (next(at + count)) return true;
    return false;
  }

  private again(
    regex: Regex & { kind: 'repeat' },
    count: number,
    at: number,
    before: number,
    end: number,
    next: Next,
  ): boolean {
    // A round that took nothing is not repeated.
    const more = (): boolean =>
      count < regex.max &&
      (at !== before || count < regex.min) &&
      this.run(regex.body, at, end, to => this.again(regex, count + 1, to, at, end, next));
    if (count < regex.min) return more();
    return regex.how === 'lazy' ? next(at) || more() : more() || next(at);
  }

  /** Where the first way to match ends; null if there is none. */
  private once(body: Regex, at: number, end: number): number | null {
    let to: number | null = null;
    this.run(body, at, end, stop => {
      to = stop;
      return true;
    });
    return to;
  }

  private behind(body: Regex, at: number): boolean {
    for (let from = at; from >= 0; from--) if (this.run(body, from, at, to => to === at)) return true;
    return false;
  }

  private back(index: number, fold: boolean, at: number, end: number, next: Next): boolean {
    const [from, to] = [this.spans[2 * index] ?? -1, this.spans[2 * index + 1] ?? -1];
    if (from < 0 || at + to - from > end) return false;
    for (let i = 0; i < to - from; i++) {
      const [a, b] = [this.text[from + i]!, this.text[at + i]!];
      if (a !== b && !(fold && folded(a) === folded(b))) return false;
    }
    return next(at + to - from);
  }

  private holds(where: (Regex & { kind: 'at' })['where'], at: number, end: number): boolean {
    const { text } = this;
    switch (where) {
      case 'start':
        return at === 0;
      case 'lineStart':
        return at === 0 || text[at - 1] === 10;
      case 'last':
        return at === end;
      case 'end':
        return at === end || (at === end - 1 && text[at] === 10);
      case 'lineEnd':
        return at === end || text[at] === 10;
      default: {
        const ascii = (this.pattern.flags & 256) !== 0;
        const [before, after] = [at > 0 && isWord(text[at - 1]!, ascii), at < end && isWord(text[at]!, ascii)];
        return (before !== after) === (where === 'word');
      }
    }
  }
}
