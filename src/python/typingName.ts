import type { Interp } from './interp.js';
import { PyObj, T, type PyClass, type Value } from './klass.js';

/** A name of typing: it can be subscripted and combined, and means nothing when the code runs, except to isinstance(). */
export class TypingName extends PyObj {
  private withArguments: TypingName | undefined;
  /** `origin` gives the class that isinstance() asks for the name (`typing.List` → list); undefined: not known. */
  constructor(
    readonly name: string,
    readonly origin?: (cx: Interp) => Value | undefined,
  ) {
    super();
  }
  get cls(): PyClass {
    return T.typing;
  }
  /** `List[int]`: isinstance() takes no such class, so that it has no origin to ask. */
  subscripted(): TypingName {
    if (this.origin === undefined) return this;
    return (this.withArguments ??= new TypingName(this.name));
  }
}
