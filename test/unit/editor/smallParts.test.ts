import assert from 'node:assert/strict';
import { axesText, changeText } from '../../../src/editor/changeText.js';
import { explorerPage, newNonce } from '../../../src/editor/explorerPage.js';
import { InputSizes } from '../../../src/editor/inputSizes.js';
import type { Store } from '../../../src/editor/inputSizes.js';
import { Later } from '../../../src/editor/later.js';
import { codeSpan, commandLink, escapeMarkdown } from '../../../src/editor/markdown.js';
import { isParameterText } from '../../../src/editor/parameterText.js';
import { trackOffset } from '../../../src/editor/trackOffset.js';
import { STRINGS, STRINGS_ELEMENT_ID } from '../../../src/protocol/strings.js';
import { sampleCall } from './calls.js';

describe('the place of a call while the text changes', () => {
  const change = (rangeOffset: number, rangeLength: number, text: string) => ({ rangeOffset, rangeLength, text });

  it('moves with what is inserted or deleted before it', () => {
    assert.equal(trackOffset(10, [change(0, 0, 'abc')]), 13);
    assert.equal(trackOffset(10, [change(10, 0, 'abc')]), 13);
    assert.equal(trackOffset(10, [change(2, 5, '')]), 5);
  });

  it('stays where the change is after it or replaces its own text', () => {
    assert.equal(trackOffset(10, [change(11, 3, 'x')]), 10);
    assert.equal(trackOffset(10, [change(10, 2, 'nnx')]), 10);
  });

  it('goes to the beginning of a replacement that swallows it', () => {
    assert.equal(trackOffset(10, [change(4, 20, 'y')]), 4);
  });

  it('takes all offsets as of the text before the edit, whatever the order', () => {
    const changes = [change(20, 0, 'zz'), change(4, 2, ''), change(0, 0, 'abc')];
    assert.equal(trackOffset(10, changes), 11);
    assert.equal(trackOffset(10, changes.toReversed()), 11);
  });
});

describe('what the view may write into the code', () => {
  it('is a whole number, a tuple of them, a quoted word, or a constant', () => {
    for (const text of ['4', '-1', '(2, 1)', '(2,)', '( 1, 2, 3 )', "'same'", '"valid"', 'True', 'None']) {
      assert.ok(isParameterText(text), text);
    }
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'x',
      '1.5',
      'f()',
      "__import__('os')",
      '4)',
      '4, 5',
      "'a' + 'b'",
      "'a\\'",
      '4 # c',
      '4\n5',
      '(1, 2, 3, 4)',
      '[1]',
      '1e9',
      "'",
    ]) {
      assert.ok(!isParameterText(text), text);
    }
  });
});

describe('text in a hover', () => {
  it('is never markup', () => {
    assert.equal(escapeMarkdown('a*b_[c](d) <e> $(f)\n#g'), 'a\\*b\\_\\[c\\]\\(d\\) \\<e\\> \\$\\(f\\) \\#g');
  });

  it('may hold backticks in a code span', () => {
    assert.equal(codeSpan('a'), '`a`');
    assert.equal(codeSpan('a`b'), '``a`b``');
    assert.equal(codeSpan('`a``'), '``` `a`` ```');
  });

  it('links to a command with its arguments encoded', () => {
    assert.equal(commandLink('Go', 'a.b', ['x (1)'], 'Tip "t"'), '[Go](command:a.b?%5B%22x%20%281%29%22%5D "Tip t")');
  });
});

describe('a suggested change', () => {
  it('is written with the framework’s names, equal axes once', () => {
    const change = { set: { kernelSize: [4, 4], padding: [1, 2] }, outputSpatial: [17, 17] };
    assert.equal(changeText(sampleCall(), change), 'kernel_size=4, padding=(1, 2)');
    const flax = { ...sampleCall(), known: { convention: 'flax' as const } };
    assert.equal(changeText(flax, change), 'kernel_size=(4, 4), padding=(1, 2)');
    const functional = { ...sampleCall(), arguments: [], functional: true as const };
    assert.equal(changeText(functional, change), 'kernel 4×4, padding=(1, 2)');
    assert.equal(axesText([3]), '3');
    assert.equal(axesText([3, 3, 4]), '(3, 3, 4)');
  });
});

describe('the answers to “what size goes in?”', () => {
  function memory(initial?: unknown): Store & { value: unknown } {
    return {
      value: initial,
      get<T>() {
        return this.value as T | undefined;
      },
      update(_key, value) {
        this.value = JSON.parse(JSON.stringify(value));
        return Promise.resolve();
      },
    };
  }

  it('are kept per document and rank', async () => {
    const store = memory();
    const sizes = new InputSizes(store);
    await sizes.set('file:///a.py', [64, 32]);
    await sizes.set('file:///a.py', [100]);
    const later = new InputSizes(store);
    assert.deepEqual(later.get('file:///a.py', 2), [64, 32]);
    assert.deepEqual(later.get('file:///a.py', 1), [100]);
    assert.equal(later.get('file:///a.py', 3), null);
    assert.equal(later.get('file:///b.py', 2), null);
  });

  it('of an untitled document end with the window', async () => {
    const store = memory();
    const sizes = new InputSizes(store);
    await sizes.set('untitled:Untitled-1', [8, 8]);
    assert.deepEqual(sizes.get('untitled:Untitled-1', 2), [8, 8]);
    assert.equal(store.value, undefined);
  });

  it('forget the oldest of very many', async () => {
    const sizes = new InputSizes(memory());
    for (let i = 0; i <= 200; i++) {
      await sizes.set(`file:///${i}.py`, [i + 1]);
    }
    assert.equal(sizes.get('file:///0.py', 1), null);
    assert.deepEqual(sizes.get('file:///200.py', 1), [201]);
  });

  it('survive a store with nonsense in it', () => {
    for (const value of [
      undefined,
      null,
      3,
      'x',
      {},
      [1],
      [['k']],
      [['1 file:///a.py', ['x']]],
      [['1 file:///a.py', [0]]],
    ]) {
      assert.equal(new InputSizes(memory(value)).get('file:///a.py', 1), null);
    }
  });
});

describe('the page of the view', () => {
  const page = explorerPage({
    cspSource: 'https://*.example',
    script: 'https://x.example/a.js?a=1&b="2"',
    styles: 'https://x.example/a.css',
    nonce: 'abc123',
    language: 'zh-cn',
    title: 'Conv Explorer',
    strings: { ...STRINGS, reset: '</script><script>alert(1)</script>' },
  });

  it('lets nothing run but the script with the nonce, and nothing load from elsewhere', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'nonce-abc123'/);
    assert.doesNotMatch(policy, /unsafe|\*(?!\.)/);
    assert.doesNotMatch(page, /style=|<style|javascript:/);
  });

  it('holds the strings as data that cannot end their element', () => {
    const json = new RegExp(`id="${STRINGS_ELEMENT_ID}">(.*?)</script>`).exec(page)?.[1] ?? '';
    assert.equal((JSON.parse(json) as typeof STRINGS).reset, '</script><script>alert(1)</script>');
    assert.equal(page.match(/<script/g)?.length, 2);
  });

  it('gets a new nonce each time', () => {
    assert.match(newNonce(), /^[0-9a-f]{32}$/);
    assert.notEqual(newNonce(), newNonce());
  });
});

describe('an action that may wait a little', () => {
  it('runs once for all that was asked in between, and not after it is disposed', async () => {
    let runs = 0;
    let done: () => void = () => undefined;
    const first = new Promise<void>(resolve => (done = resolve));
    const later = new Later(
      () => {
        runs++;
        done();
      },
      () => 1,
    );
    later.ask();
    later.ask();
    await first;
    assert.equal(runs, 1);
    later.ask();
    later.dispose();
    await new Promise(resolve => setTimeout(resolve, 10));
    assert.equal(runs, 1);
  });
});
