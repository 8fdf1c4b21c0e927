import { PyObj, T, type PyClass, type Value } from './klass.js';

/** `int | str` */
export class UnionType extends PyObj {
  private constructor(readonly members: readonly Value[]) {
    super();
  }
  static of(a: Value, b: Value): UnionType {
    const members = [a, b].flatMap(one => (one instanceof UnionType ? one.members : [one]));
    return new UnionType(members);
  }
  get cls(): PyClass {
    return T.typing;
  }
}
