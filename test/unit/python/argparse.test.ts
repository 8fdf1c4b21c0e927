import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';

const HEAD = `import argparse
p = argparse.ArgumentParser(description='x')
g = p.add_argument_group('g')
g.add_argument('--ngf', '-n', type=int, default=64)
p.add_argument('--lr', type=float, default='0.1')
p.add_argument('--image-size', type=int, default=32, dest='size')
p.add_argument('--mults', type=int, nargs='+', default=[1, 2])
p.add_argument('--deep', action='store_true')
p.add_argument('--no-bias', dest='bias', action='store_false')
p.add_argument('--must', type=int, required=True)
p.add_argument('folder', nargs='?', default='data')
`;

function printed(code: string, argv: readonly string[] = []): string {
  let out = '';
  runModule(HEAD + code, { argv, print: text => (out += text) }).machine.close();
  return out.trim();
}

describe('argparse', () => {
  it('gives options their defaults, texts through their type', () => {
    assert.equal(
      printed('o = p.parse_args()\nprint(o.ngf, o.lr, o.size, o.mults, o.deep, o.bias, o.folder)'),
      '64 0.1 32 [1, 2] False True data',
    );
  });

  it('reads the command line', () => {
    const argv = [
      '-n',
      '8',
      '--image-size=64',
      'pictures',
      '--mults',
      '1',
      '2',
      '4',
      '--deep',
      '--no-bias',
      '--must',
      '-3',
    ];
    assert.equal(
      printed('o = p.parse_args()\nprint(o.ngf, o.size, o.mults, o.deep, o.bias, o.must, o.folder)', argv),
      '8 64 [1, 2, 4] True False -3 pictures',
    );
  });

  it('reads a list that the code gives', () => {
    assert.equal(
      printed("o, rest = p.parse_known_args(['--ngf', '16'])\nprint(o.ngf, vars(o)['size'], 'ngf' in o)"),
      '16 32 True',
    );
  });

  it('does not know what is required and not given', () => {
    const run = runModule(`${HEAD}must = p.parse_args().must\n`);
    run.machine.close();
    const must = run.module.globals.get('must');
    assert.ok(must !== undefined && must !== null && typeof must === 'object' && 'why' in must);
    assert.equal((must.why as { message: string }).message, '--must is required and not given');
  });
});
