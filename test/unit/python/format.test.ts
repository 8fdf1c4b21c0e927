import assert from 'node:assert/strict';
import * as f from '../../../src/python/format.js';
import { parseFloatText, TooLarge, type Int } from '../../../src/python/number.js';
import { PyBytes, PyDict, PyFloat, PyList, PyRange, PySet, PyTuple, T, type Value } from '../../../src/python/value.js';
import { answer, floatOf, numbersTruth, type Encoded } from './numbersTruth.js';

const truth = numbersTruth();

function decoded([type, text = '']: Encoded): Value {
  if (type === 'none') return null;
  if (type === 'bool') return text === 'True';
  if (type === 'str') return text;
  if (type === 'float') return new PyFloat(floatOf(text));
  const int = BigInt(text);
  return Number.isSafeInteger(Number(int)) ? Number(int) : int;
}

function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'str';
  return value instanceof PyFloat ? 'float' : 'int';
}

const percentHooks: f.PercentHooks<Value> = {
  str: value => f.scalarStr(value) ?? assert.fail(),
  repr: value => f.scalarRepr(value) ?? assert.fail(),
  item: value => (value instanceof PyDict ? ([...value.map.values()][0]?.value ?? null) : assert.fail()),
  isMapping: value => value instanceof PyDict,
  typeName,
  int: (value): Int | undefined =>
    typeof value === 'boolean'
      ? Number(value)
      : typeof value === 'number' || typeof value === 'bigint'
        ? value
        : undefined,
  float: value => (value instanceof PyFloat ? value.value : undefined),
  text: value => (typeof value === 'string' ? value : undefined),
};

describe(`text of values as CPython ${truth.version} writes it`, () => {
  it(`${truth.formats.length} format specifications`, () => {
    for (const [value, spec, result] of truth.formats) {
      assert.equal(
        answer(() => f.formatScalar(decoded(value), spec) ?? ''),
        result,
        `format(${value.join(' ')}, '${spec}')`,
      );
    }
  });

  it(`${truth.percents.length} % formats`, () => {
    for (const [format, args, result] of truth.percents) {
      assert.equal(
        answer(() => f.percentFormat(format, args.map(decoded), null, percentHooks)),
        result,
        `'${format}' % ${args.map(arg => arg.join(' ')).join(', ')}`,
      );
    }
  });

  it(`${truth.templates.length} templates of str.format`, () => {
    for (const [template, encoded, result] of truth.templates) {
      const args = encoded.map(decoded);
      const names: Record<string, Value> = { a: new PyFloat(1234.5), w: 9, p: 3 };
      const missing = (type: 'IndexError' | 'KeyError', message: string): never => {
        throw new f.FormatError(type, message);
      };
      const computed = answer(() =>
        f.templateFormat<Value>(template, {
          positional: index => {
            const message = `Replacement index ${index} out of range for positional args tuple`;
            return index < args.length ? (args[index] as Value) : missing('IndexError', message);
          },
          keyword: name => (name in names ? (names[name] as Value) : missing('KeyError', name)),
          attribute: () => assert.fail(),
          item: (value, key) => {
            const chars = typeof value === 'string' ? [...value] : assert.fail();
            return typeof key === 'number' && key < chars.length
              ? (chars[key] ?? '')
              : missing('IndexError', 'string index out of range');
          },
          convert: (value, how) => {
            const repr = f.scalarRepr(value) ?? '';
            return how === 's' ? (f.scalarStr(value) ?? '') : how === 'r' ? repr : f.asciiOf(repr);
          },
          format: (value, spec) => f.formatScalar(value, spec) ?? '',
        }),
      );
      assert.equal(computed, result, `'${template}'.format(${encoded.map(arg => arg.join(' ')).join(', ')})`);
    }
  });

  it(`${truth.texts.length} reprs of text`, () => {
    for (const [text, repr, ascii] of truth.texts) {
      assert.equal(f.textRepr(text), repr);
      assert.equal(f.textAscii(text), ascii);
      assert.equal(f.asciiOf(f.textRepr(text)), ascii);
    }
  });
});

describe('text of values', () => {
  const repr = (value: Value): string => f.scalarRepr(value) ?? f.containerRepr(value, repr) ?? assert.fail();

  it('containers show their items by repr', () => {
    assert.equal(repr(new PyList([1, 'a', new PyFloat(2), null, true])), "[1, 'a', 2.0, None, True]");
    assert.equal(repr(new PyTuple([1])), '(1,)');
    assert.equal(repr(new PyTuple([])), '()');
    const dict = PyDict.of([['k', new PyList([])]]);
    assert.equal(repr(dict), "{'k': []}");
    assert.equal(repr(new PySet()), 'set()');
    assert.equal(repr(new PySet(new Map([[1, 1]]))), '{1}');
    assert.equal(repr(new PySet(new Map([[1, 1]]), T.frozenset)), 'frozenset({1})');
    assert.equal(repr(new PyRange(0, 3, 1)), 'range(0, 3)');
    assert.equal(repr(new PyRange(0, 9, 2)), 'range(0, 9, 2)');
    assert.equal(repr(new PyBytes("a'\x00\xff\n")), `b"a'\\x00\\xff\\n"`);
  });

  it('a container that holds itself shows as [...]', () => {
    const list = new PyList([1]);
    list.items.push(list, list);
    assert.equal(repr(list), '[1, [...], [...]]');
    assert.equal(repr(list), '[1, [...], [...]]');
  });

  it('a mapping serves named % conversions', () => {
    const dict = PyDict.of([['a', 7]]);
    assert.equal(f.percentFormat('%(a)03d|', null, dict, percentHooks), '007|');
    assert.equal(f.percentFormat('no field', null, dict, percentHooks), 'no field');
    assert.equal(f.percentFormat('%s', null, 5, percentHooks), '5');
  });

  it('absurd widths and precisions are refused before they are made', () => {
    assert.throws(() => f.formatInt(3, '999999999'), TooLarge);
    assert.throws(() => f.formatFloat(3, '.999999999f'), TooLarge);
    assert.throws(() => f.percentFormat('%999999999d', null, 1, percentHooks), TooLarge);
    assert.throws(() => f.formatInt(3, '0999999999,d'), TooLarge);
    assert.throws(() => f.intText(10n ** 5000n), f.FormatError);
  });

  it('repr of a float reads back as the same float', () => {
    for (const [a] of truth.floats) assert.ok(Object.is(parseFloatText(f.floatRepr(floatOf(a))), floatOf(a)));
  });
});
