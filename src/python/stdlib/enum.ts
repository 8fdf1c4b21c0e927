import { free, freeRaw, getter, method, rawMethod } from '../builtins/define.js';
import type { SubclassHook } from '../classes.js';
import { ClassMethod, PyFunction, StaticMethod, Property } from '../function.js';
import { PyClass, T, type Value } from '../klass.js';
import { moduleTable } from '../library.js';
import type { Machine } from '../machine.js';
import { Args, NativeFn } from '../native.js';
import { bitLength, shiftLeft } from '../number.js';
import { plain } from '../operators.js';
import type { BinaryOp } from '../interp.js';
import { PyDict, PyInstance, PyList, PyObj, PyTuple } from '../value.js';

/** The metaclass: E(value), E['NAME'], iteration and len over a class's members. */
const ENUM_TYPE = new PyClass('EnumType', [T.type], { native: true });
ENUM_TYPE.module = 'enum';
const ENUM = new PyClass('Enum', [T.object], { native: true, meta: ENUM_TYPE });
ENUM.module = 'enum';
const INT_ENUM = new PyClass('IntEnum', [T.int, ENUM], { native: true, meta: ENUM_TYPE });
INT_ENUM.module = 'enum';
const STR_ENUM = new PyClass('StrEnum', [T.str, ENUM], { native: true, meta: ENUM_TYPE });
STR_ENUM.module = 'enum';
const FLAG = new PyClass('Flag', [ENUM], { native: true, meta: ENUM_TYPE });
FLAG.module = 'enum';
const AUTO = new PyClass('auto', [T.object], { native: true });
AUTO.module = 'enum';

const INT_FLAG = new PyClass('IntFlag', [T.int, FLAG], { native: true, meta: ENUM_TYPE });
INT_FLAG.module = 'enum';

const MEMBERS = '_member_map_';

/** Within a class body `A | B` of members that auto() is to number: the operator and both sides. */
class Combined extends PyObj {
  constructor(
    readonly op: BinaryOp,
    readonly left: Value,
    readonly right: Value,
  ) {
    super();
  }
  get cls(): PyClass {
    return AUTO;
  }
}

for (const [name, op] of [
  ['__or__', '|'],
  ['__and__', '&'],
  ['__xor__', '^'],
] as const) {
  method(AUTO, name, 'self, other', (_cx, a) => new Combined(op, a.get('self'), a.get('other')));
  method(AUTO, name.replace('__', '__r'), 'self, other', (_cx, a) => new Combined(op, a.get('other'), a.get('self')));
}

/** The value of such an expression, when those of the members are known. */
function combined(cx: Machine, written: Value, known: ReadonlyMap<Value, Value>): Value {
  if (written instanceof Combined)
    return cx.binary(written.op, combined(cx, written.left, known), combined(cx, written.right, known));
  const value = known.get(written);
  return value === undefined ? written : value;
}

function membersOf(cls: PyClass): PyDict {
  const map = cls.lookup(MEMBERS);
  return map instanceof PyDict ? map : new PyDict();
}

function distinct(cls: PyClass): Value[] {
  const seen: Value[] = [];
  for (const { value } of membersOf(cls).map.values()) if (!seen.includes(value)) seen.push(value);
  return seen;
}

/** Members are ints, texts or floats themselves. */
function isMixed(cls: PyClass): boolean {
  return [T.int, T.str, T.float].some(type => cls.isSubclass(type));
}

function nameOfEnum(cls: PyClass): string {
  return `<${cls.isSubclass(FLAG) ? 'flag' : 'enum'} '${cls.name}'>`;
}

function isDescriptor(value: Value): boolean {
  return (
    value instanceof PyFunction ||
    value instanceof ClassMethod ||
    value instanceof StaticMethod ||
    value instanceof Property ||
    value instanceof NativeFn ||
    value instanceof PyClass
  );
}

function automatic(cx: Machine, cls: PyClass, name: string, before: readonly Value[]): Value {
  const last = before.at(-1);
  const custom = cls.lookup('_generate_next_value_');
  if (custom !== undefined) {
    const fn = custom instanceof StaticMethod ? custom.fn : custom;
    return cx.call(fn, new Args([name, 1, before.length, new PyList([...before])]));
  }
  if (cls.isSubclass(STR_ENUM)) return name.toLowerCase();
  if (cls.isSubclass(FLAG)) {
    // The power of two above all bits that there are.
    const bits = before.map(value => (typeof value === 'number' || typeof value === 'bigint' ? bitLength(value) : NaN));
    const most = Math.max(0, ...bits);
    return Number.isNaN(most) ? cx.passOn('int', cx.firstUnknown(...before)) : shiftLeft(1, most);
  }
  return last === undefined ? 1 : cx.binary('+', last, 1);
}

const hook: SubclassHook = {
  finishSubclass(cx: Machine, cls: PyClass): Value {
    const base = cls.bases.find(one => one.isSubclass(ENUM) && membersOf(one).map.size > 0);
    if (base !== undefined) throw cx.error('TypeError', `${nameOfEnum(cls)} cannot extend ${nameOfEnum(base)}`);
    const members = new PyDict();
    const before: Value[] = [];
    const numbered = new Map<Value, Value>();
    const own = [...cls.dict].filter(
      ([name, value]) => !/^_.*_$/.test(name) && !name.startsWith('_') && !isDescriptor(value),
    );
    for (const [name, written] of own) {
      const isAuto = written instanceof PyInstance && written.cls === AUTO;
      const value = isAuto ? automatic(cx, cls, name, before) : combined(cx, written, numbered);
      if (isAuto) numbered.set(written, value);
      before.push(value);
      cx.tick(1 + (members.map.size >> 2));
      const alias = [...members.map.values()].find(
        entry => cx.equals((entry.value as PyObj).attrs?.get('_value_') as Value, value) === true,
      );
      if (alias !== undefined) {
        cx.heap.set(cls, name, alias.value);
        members.setString(cx.heap, name, alias.value);
        continue;
      }
      const primitive = isMixed(cls) ? value : undefined;
      const member = new PyInstance(cls, primitive);
      member.attrs.set('_name_', name).set('_value_', value);
      const init = cls.lookup('__init__');
      if (init !== undefined && !cx.isNative(init)) {
        cx.call(init, new Args([member, ...(value instanceof PyTuple ? value.items : [value])]));
      }
      cx.heap.set(cls, name, member);
      members.setString(cx.heap, name, member);
    }
    const maker = cls.lookup('__new__');
    // E(value) looks a member up, whatever type is mixed in.
    if (!(maker instanceof StaticMethod && maker.fn instanceof PyFunction))
      cx.heap.set(cls, '__new__', ENUM.dict.get('__new__') as Value);
    cx.heap.set(cls, MEMBERS, members);
    return cls;
  },
};
ENUM.data = hook;

getter(ENUM, 'name', (_cx, self) => (self as PyInstance).attrs.get('_name_') as Value);
getter(ENUM, 'value', (_cx, self) => (self as PyInstance).attrs.get('_value_') as Value);
method(ENUM, '__repr__', 'self', (cx, a) => {
  const { cls, attrs } = a.get('self') as PyInstance;
  return `<${cls.name}.${String(attrs.get('_name_'))}: ${cx.repr(attrs.get('_value_') as Value)}>`;
});
method(ENUM, '__str__', 'self', (_cx, a) => {
  const { cls, attrs } = a.get('self') as PyInstance;
  return `${cls.name}.${String(attrs.get('_name_'))}`;
});
for (const cls of [INT_ENUM, INT_FLAG, STR_ENUM]) {
  method(cls, '__str__', 'self', (cx, a) => cx.str(plain(a.get('self'))));
  method(cls, '__format__', 'self, spec', (cx, a) => cx.format(plain(a.get('self')), a.get('spec') as string));
}
method(ENUM, '__hash__', 'self', (_cx, a) => (a.get('self') as PyInstance).attrs.get('_name_') as Value);
method(ENUM, '__eq__', 'self, other', (cx, a) => {
  const [self, other] = [a.get('self'), a.get('other')];
  if (self === other) return true;
  const value = plain(self);
  if (value !== self) return cx.compare('==', value, plain(other));
  return cx.isUnknown(other) ? cx.passOn('bool', other) : false;
});

/** The members of one bit each. */
function singles(cls: PyClass): Value[] {
  return distinct(cls).filter(member => {
    const value = (member as PyInstance).attrs.get('_value_');
    return typeof value === 'number' ? value > 0 && Number.isInteger(Math.log2(value)) : typeof value !== 'bigint';
  });
}

/** The member with that value, or a combination of members without a name of its own. */
function combination(cx: Machine, cls: PyClass, value: Value): Value {
  if (cx.isUnknown(value)) return cx.passOn(null, value);
  const valueOf = (member: Value): Value => (member as PyInstance).attrs.get('_value_') as Value;
  const members = distinct(cls);
  const found = members.find(member => cx.equals(valueOf(member), value) === true);
  if (found !== undefined) return found;
  const made = new PyInstance(cls, isMixed(cls) ? value : undefined);
  const parts = singles(cls).filter(member => cx.truth(cx.binary('&', value, valueOf(member))) === true);
  const name = parts.map(member => String((member as PyInstance).attrs.get('_name_'))).join('|');
  made.attrs.set('_name_', name === '' ? null : name).set('_value_', value);
  return made;
}

for (const [name, op] of [
  ['__or__', '|'],
  ['__and__', '&'],
  ['__xor__', '^'],
] as const) {
  method(FLAG, name, 'self, other', (cx, a) => {
    const [self, other] = [a.get('self') as PyInstance, a.get('other')];
    const isFlag = other instanceof PyInstance && other.cls === self.cls;
    if (!isFlag && !(self.cls.isSubclass(INT_FLAG) && typeof other === 'number')) return cx.notImplemented;
    const right = isFlag ? (other.attrs.get('_value_') as Value) : other;
    const value = cx.binary(op, self.attrs.get('_value_') as Value, right);
    return combination(cx, self.cls, value);
  });
}
for (const name of ['or', 'and', 'xor']) INT_FLAG.dict.set(`__r${name}__`, FLAG.dict.get(`__${name}__`) as Value);
/** All bits that members of its own have, without those of this one. */
method(FLAG, '__invert__', 'self', (cx, a) => {
  const self = a.get('self') as PyInstance;
  const valueOf = (member: Value): Value => (member as PyInstance).attrs.get('_value_') as Value;
  const all = distinct(self.cls).reduce<Value>((bits, member) => cx.binary('|', bits, valueOf(member)), 0);
  return combination(cx, self.cls, cx.binary('&', all, cx.unary('~', valueOf(self))));
});
/** The members of one bit each that are in it. */
rawMethod(FLAG, '__iter__', (cx, args) => {
  const self = args.pos[0] as PyInstance;
  const value = self.attrs.get('_value_') as Value;
  const parts = singles(self.cls).filter(
    member => cx.truth(cx.binary('&', value, (member as PyInstance).attrs.get('_value_') as Value)) === true,
  );
  return cx.iterate(new PyTuple(parts)) as never;
});
method(FLAG, '__repr__', 'self', (cx, a) => {
  const { cls, attrs } = a.get('self') as PyInstance;
  const name = attrs.get('_name_');
  return `<${cls.name}${typeof name === 'string' ? `.${name}` : ''}: ${cx.repr(attrs.get('_value_') as Value)}>`;
});
method(FLAG, '__str__', 'self', (cx, a) => {
  const { cls, attrs } = a.get('self') as PyInstance;
  const name = attrs.get('_name_');
  return typeof name === 'string' ? `${cls.name}.${name}` : `${cls.name}(${cx.str(attrs.get('_value_') as Value)})`;
});
method(FLAG, '__bool__', 'self', (cx, a) => {
  const truth = cx.truth((a.get('self') as PyInstance).attrs.get('_value_') as Value);
  return truth ?? cx.passOn('bool', (a.get('self') as PyInstance).attrs.get('_value_') as Value);
});
method(FLAG, '__contains__', 'self, other', (cx, a) => {
  const [self, other] = [a.get('self') as PyInstance, a.get('other')];
  if (!(other instanceof PyInstance) || other.cls !== self.cls)
    throw cx.error(
      'TypeError',
      `unsupported operand type(s) for 'in': '${cx.classOf(other).name}' and '${self.cls.name}'`,
    );
  const value = other.attrs.get('_value_') as Value;
  return cx.compare('==', cx.binary('&', self.attrs.get('_value_') as Value, value), value);
});
INT_FLAG.dict.set('__eq__', ENUM.dict.get('__eq__') as Value);
// Combinations are equal by their values.
method(FLAG, '__eq__', 'self, other', (cx, a) => {
  const [self, other] = [a.get('self') as PyInstance, a.get('other')];
  if (!(other instanceof PyInstance) || other.cls !== self.cls)
    return cx.isUnknown(other) ? cx.passOn('bool', other) : false;
  return cx.compare('==', self.attrs.get('_value_') as Value, other.attrs.get('_value_') as Value);
});

/** What iteration gives: of flags those of one bit each. */
function listed(cls: PyClass): Value[] {
  return cls.isSubclass(FLAG) ? singles(cls) : distinct(cls);
}

rawMethod(ENUM_TYPE, '__iter__', (cx, args) => cx.iterate(new PyTuple(listed(args.pos[0] as PyClass))) as never);
rawMethod(ENUM_TYPE, '__len__', (_cx, args) => listed(args.pos[0] as PyClass).length);
/** E(value) makes no instance, so that `__init__` has nothing to do. */
rawMethod(ENUM_TYPE, '__call__', (cx, args) => cx.call(ENUM.dict.get('__new__') as Value, args));
rawMethod(ENUM_TYPE, '__repr__', (_cx, args) => nameOfEnum(args.pos[0] as PyClass));
rawMethod(ENUM_TYPE, '__setattr__', (cx, args) => {
  const [cls, name, value] = args.pos as [PyClass, Value, Value];
  if (typeof name !== 'string') return null;
  if (membersOf(cls).getString(name) !== undefined)
    throw cx.error('AttributeError', `cannot reassign member ${cx.repr(name)}`);
  cx.heap.set(cls, name, value);
  return null;
});
rawMethod(ENUM_TYPE, '__contains__', (cx, args) => {
  const [cls, item] = args.pos as [PyClass, Value];
  return distinct(cls).some(
    member =>
      member === item ||
      (!(item instanceof PyInstance) && cx.equals((member as PyObj).attrs?.get('_value_') as Value, item) === true),
  );
});
rawMethod(ENUM_TYPE, '__getitem__', (cx, args) => {
  const [cls, name] = args.pos as [PyClass, Value];
  if (typeof name !== 'string') return cx.passOn(null, name);
  const member = membersOf(cls).getString(name);
  if (member === undefined) throw cx.keyError(name);
  return member;
});
getter(ENUM_TYPE, '__members__', (_cx, self) => membersOf(self as PyClass));
/** E(value); the functional form Enum('E', 'A B'). */
ENUM.dict.set(
  '__new__',
  freeRaw('__new__', (cx, args) => {
    const [cls, value, names] = args.pos as [PyClass, Value, Value | undefined];
    if (names !== undefined && membersOf(cls).map.size === 0) return functional(cx, cls, value, names);
    const found = distinct(cls).find(
      member => member === value || cx.equals((member as PyObj).attrs?.get('_value_') as Value, value) === true,
    );
    if (found !== undefined) return found;
    if (cx.isUnknown(value)) return cx.passOn(null, value);
    if (cls.isSubclass(FLAG) && (typeof value === 'number' || typeof value === 'bigint'))
      return combination(cx, cls, value);
    const missing = cx.getAttr(cls, '_missing_');
    const instead = missing === undefined ? null : cx.callWith(missing, value);
    if (instead !== null) return instead;
    throw cx.error('ValueError', `${cx.repr(value)} is not a valid ${cls.name}`);
  }),
);
for (const cls of [INT_ENUM, INT_FLAG, STR_ENUM]) cls.dict.set('__new__', ENUM.dict.get('__new__') as Value);
ENUM.dict.set(
  '__init__',
  NativeFn.raw('__init__', () => null),
);

function functional(cx: Machine, base: PyClass, name: Value, names: Value): Value {
  const pairs = names instanceof PyDict ? cx.mapping(names) : undefined;
  if (pairs === null) return cx.passOn(null, names);
  const list = typeof names === 'string' ? names.split(/[\s,]+/).filter(one => one !== '') : cx.collect(names);
  if (typeof name !== 'string' || list === null) return cx.passOn(null, cx.firstUnknown(name, names));
  const cls = new PyClass(name, [base], { meta: ENUM_TYPE });
  for (const [key, member] of pairs ?? []) if (typeof key === 'string') cls.dict.set(key, member);
  if (pairs === undefined)
    list.forEach((one, i) => {
      if (typeof one === 'string') cls.dict.set(one, i + 1);
    });
  return hook.finishSubclass(cx, cls, new Map());
}

export const ENUMS = moduleTable({
  Enum: ENUM,
  IntEnum: INT_ENUM,
  StrEnum: STR_ENUM,
  Flag: FLAG,
  IntFlag: INT_FLAG,
  EnumMeta: ENUM_TYPE,
  EnumType: ENUM_TYPE,
  auto: AUTO,
  unique: free('unique', 'cls', (cx, a) => {
    const cls = a.get('cls');
    if (!(cls instanceof PyClass)) return cls;
    const nameOf = (member: Value): string => String((member as PyInstance).attrs.get('_name_'));
    const aliases = [...membersOf(cls).map.values()].filter(entry => entry.key !== nameOf(entry.value));
    if (aliases.length === 0) return cls;
    const list = aliases.map(entry => `${String(entry.key)} -> ${nameOf(entry.value)}`).join(', ');
    throw cx.error('ValueError', `duplicate values found in ${nameOfEnum(cls)}: ${list}`);
  }),
});
