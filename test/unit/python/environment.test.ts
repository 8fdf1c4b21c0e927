import assert from 'node:assert/strict';
import { runModule } from '../../../src/python/run.js';
import { Unknown, type Value } from '../../../src/python/value.js';

/** The name's value after the code has run; null stands for None, undefined for what is unknown. */
function valueOf(code: string, name = 'x'): Value | undefined {
  const run = runModule(`import os\n${code}\n`);
  run.machine.close();
  assert.deepEqual(
    run.errors.map(error => error.message),
    [],
  );
  const value = run.module.globals.get(name);
  return value instanceof Unknown ? undefined : value;
}

describe('the environment of the machine on which a program is taken to run', () => {
  it('has no variable but the usual ones', () => {
    assert.equal(valueOf("x = os.environ.get('LOCAL_RANK', -1)"), -1);
    assert.equal(valueOf("x = os.getenv('TIMM_FUSED', '1') == '1'"), true);
    assert.equal(valueOf("x = os.getenv('TIMM_FUSED')"), null);
    assert.equal(valueOf("x = 'RANK' in os.environ and 'WORLD_SIZE' in os.environ"), false);
    assert.equal(valueOf("x = os.environ.pop('RANK', 7)"), 7);
    assert.equal(valueOf("x = os.environ.copy().get('RANK', 7)"), 7);
  });

  it('has the usual ones with values that are not known', () => {
    assert.equal(valueOf("x = os.environ.get('HOME', 'none')"), undefined);
    assert.equal(valueOf("x = os.environ['PATH']"), undefined);
    assert.equal(valueOf("x = os.getenv('USER') == 'me'"), undefined);
    assert.equal(valueOf("x = 'HOME' in os.environ"), true);
  });

  it('keeps what the program sets', () => {
    assert.equal(valueOf("os.environ['RANK'] = '3'\nx = int(os.getenv('RANK', 0))"), 3);
    assert.equal(valueOf("os.environ.setdefault('RANK', '3')\nx = os.environ['RANK']"), '3');
    assert.equal(valueOf("os.environ['HOME'] = '/h'\nx = os.environ['HOME']"), '/h');
    assert.equal(valueOf("os.environ['RANK'] = '3'\ndel os.environ['RANK']\nx = os.environ.get('RANK')"), null);
    assert.equal(valueOf("os.environ[input()] = '3'\nx = os.environ.get('RANK')"), undefined);
    assert.equal(valueOf("os.environ[os.environ['HOME']] = '3'\nx = 'RANK' in os.environ"), undefined);
  });

  it('lacks a variable where the code says what it does then', () => {
    assert.equal(valueOf("try:\n  x = int(os.environ['RANK'])\nexcept KeyError:\n  x = 5"), 5);
    assert.equal(valueOf("try:\n  x = int(os.environ['RANK'])\nexcept TypeError:\n  x = 5"), undefined);
    assert.equal(valueOf("x = os.environ['RANK']"), undefined);
  });

  it('is not known to its end', () => {
    assert.equal(valueOf('x = len(os.environ)'), undefined);
    assert.equal(valueOf('x = [k for k in os.environ]\nx = len(x)'), undefined);
    assert.equal(valueOf('x = dict(os.environ).get("RANK", 1)'), undefined);
  });
});
