import assert from 'node:assert/strict';
import { View } from './view.js';

describe('the view alone', () => {
  let view: View;
  before(async () => {
    view = await View.start();
  });
  after(() => view.close());
  afterEach(() => {
    assert.deepEqual(view.complaints.splice(0), [], 'the page has nothing to complain about, its policy included');
  });

  it('opens the lesson with the numbers of the worked example', async () => {
    await view.open('lesson');
    assert.equal(await view.shape(), '(N, 1, 4, 4) → (N, 1, 2, 2)');
    assert.equal(await view.text('.cost'), '9 parameters · 36 multiply-adds');
    assert.match(await view.readout(), /1·4 \+ 4·5 \+ 1·8 .* = 122/);
    assert.match(await view.text('[data-way=slidingWindow]'), /122 148 126 134 36 0/);
    const equal = await view.page
      .locator('[data-way]')
      .evaluateAll(rows => rows.map(row => row.getAttribute('data-equal')));
    assert.deepEqual(equal, ['true', 'true', 'true', 'true']);
  });

  it('changes a parameter by typing, stepping and per axis, and never the code', async () => {
    await view.open('dcgan');
    await view.type('kernel_size', '4');
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 18, 18)');
    await view.page.locator('input[data-name=kernel_size]').press('ArrowDown');
    await view.settled();
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 17, 17)');
    await view.page.locator('input[data-name=kernel_size]').focus();
    await view.page.getByRole('button', { name: 'Set each axis of kernel_size on its own' }).click();
    await view.type('kernel_size', '5', 1);
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 17, 19)');
    assert.equal(await view.text('.was'), 'was 3');
    await view.type('input', '4', 0);
    assert.equal(await view.shape(), '(N, 16, 4, 8) → (N, 8, 9, 19)');
    await view.click('reset');
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 17, 17)');
    assert.deepEqual(
      (await view.requests()).map(({ name }) => name),
      ['ready'],
    );
  });

  it('says beside the box what it cannot read, and takes it back with Escape', async () => {
    await view.open('dcgan');
    await view.type('kernel_size', 'abc');
    assert.equal(await view.text('conv-field .message'), 'Write one whole number, or 2 of them: 3, 2');
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 17, 17)');
    const box = view.page.locator('input[data-name=kernel_size]');
    await box.press('Escape');
    await view.settled();
    assert.equal(await box.inputValue(), '3');
    assert.equal(await view.page.locator('conv-field .message').count(), 0);
  });

  it('does not carry what was half typed into the next call', async () => {
    await view.open('dcgan');
    await view.type('kernel_size', 'abc');
    await view.show('strided');
    await view.page.locator('[data-shape]', { hasText: '(N, 64, 8, 6)' }).waitFor();
    assert.equal(await view.page.locator('conv-field .message').count(), 0);
    assert.equal(await view.page.locator('input[data-name=kernel_size]').inputValue(), '3');
  });

  it('tries the even change by its link, keeps the keyboard’s place, and writes it back by the parameters’ names', async () => {
    await view.open('dcgan');
    assert.match(
      await view.text('.verdict[data-verdict=uneven]'),
      /^Uneven: 1 to 4 contributions per pixel, period 2\. Even at the same size:/,
    );
    await view.page.locator('[data-action=fix]').focus();
    await view.page.keyboard.press('Enter');
    await view.settled();
    assert.equal(await view.shape(), '(N, 16, 8, 8) → (N, 8, 17, 17)');
    assert.match(await view.text('.verdict[data-verdict=even]'), /^Even: 4 contributions per pixel/);
    assert.equal(await view.focused(), 'Reset');
    await view.click('apply');
    const { argument } = (await view.requests()).at(-1) ?? {};
    assert.deepEqual(argument, {
      uri: 'file:///samples/dcgan.py',
      version: 3,
      index: 0,
      edits: [
        { name: 'kernel_size', text: '4' },
        { name: 'padding', text: '1' },
        { name: 'output_padding', text: '1' },
      ],
    });
    assert.equal(await view.text('.notice'), 'Not written: this page has no document');
  });

  it('makes y the checkerboard itself, and walks through the outputs', async () => {
    await view.open('dcgan');
    await view.click('checkerboard');
    await view.click('next');
    assert.equal(await view.readout(), 'output (0, 0) = row 0 of Cᵀ · x 1·1 = 1 1 tap');
    await view.click('next');
    await view.click('next');
    assert.equal(await view.readout(), 'output (0, 2) = row 2 of Cᵀ · x 1·1 + 1·1 = 2 2 taps');
    await view.click('previous');
    assert.equal(await view.readout(), 'output (0, 1) = row 1 of Cᵀ · x 1·1 = 1 1 tap');
  });

  it('plays only when asked to, and stops', async () => {
    await view.open('lesson');
    const play = view.page.locator('[data-action=play]');
    assert.equal(await play.getAttribute('aria-label'), 'Play through the outputs');
    await play.click();
    await view.page.locator('conv-readout footer b', { hasText: 'output (1, 0)' }).waitFor();
    await play.click();
    assert.equal(await play.getAttribute('aria-label'), 'Play through the outputs');
  });

  it('asks for the size, draws it, and has it kept', async () => {
    await view.open('unknown');
    assert.equal(await view.shape(), '(N, 3, H, W) → (N, 64, ⌈H/2⌉, ⌈W/2⌉)');
    await view.page.locator('input[name=size]').fill('no');
    await view.page.keyboard.press('Enter');
    await view.settled();
    assert.equal(await view.text('conv-ask-size [role=alert]'), 'Write 2 whole numbers, each at least 1.');
    await view.page.locator('[data-size="32"]').click();
    await view.settled();
    assert.equal(await view.shape(), '(N, 3, 32, 32) → (N, 64, 16, 16)');
    assert.deepEqual((await view.requests()).at(-1)?.argument, {
      uri: 'file:///samples/dcgan.py',
      inputSpatial: [32, 32],
    });
  });

  it('draws a layer whose kernel was typed because the code does not say it', async () => {
    await view.open('parameters');
    assert.match(
      await view.text('[data-state=unknown-parameters]'),
      /kernel_size: k is a parameter of __init__ without a default/,
    );
    await view.type('kernel_size', '3');
    assert.equal(await view.page.locator('conv-readout').count(), 1);
  });

  it('says why there is no output and what would have one', async () => {
    await view.open('impossible');
    assert.match(await view.text('[data-state=impossible]'), /Kernel size can't be greater than actual input size/);
    assert.equal(await view.shape(), '(N, 3, 4, 4) → none');
    await view.page.locator('conv-state button.primary').click();
    await view.settled();
    assert.equal(await view.page.locator('conv-readout').count(), 1);
  });

  it('neither freezes nor draws at a size of a thousand million', async () => {
    await view.open('dcgan');
    await view.type('input', '1000000000', 0);
    assert.equal(await view.page.locator('[data-state=too-large]').count(), 1);
    assert.equal(await view.shape(), '(N, 16, 1000000000, 8) → (N, 8, 2000000001, 17)');
    await view.page.locator('conv-state button.primary').click();
    await view.settled();
    assert.equal(await view.shape(), '(N, 16, 64, 8) → (N, 8, 129, 17)');
  });

  it('lists the file’s convolutions where none is under the cursor', async () => {
    await view.open('none');
    await view.page.locator('[data-call="1"]').click();
    assert.deepEqual((await view.requests()).at(-1), {
      name: 'chooseCall',
      argument: { uri: 'file:///samples/dcgan.py', version: 3, index: 1 },
    });
  });

  it('keeps the last picture, faded, while the same call is typed', async () => {
    await view.open('strided');
    const before = await view.shape();
    await view.show('incomplete');
    await view.page.locator('.remark', { hasText: 'This call is being typed' }).waitFor();
    assert.equal(await view.shape(), before);
    assert.equal(await view.page.locator('main.faded').count(), 1);
  });

  it('pins and follows', async () => {
    await view.open('dcgan');
    await view.click('pin');
    await view.page.locator('[data-action=pin][aria-pressed=true]').waitFor();
    assert.deepEqual((await view.requests()).at(-1), { name: 'setPinned', argument: true });
  });

  it('has the call, the tools, the verdict and the menus in the order of the Tab key', async () => {
    await view.open('dcgan');
    const order: string[] = [];
    for (let press = 0; press < 24; press++) {
      await view.page.keyboard.press('Tab');
      order.push(await view.focused());
    }
    const places = [
      'in_channels',
      'input size, width',
      'dcgan.py:41',
      'kernel_size 4, padding 1, output_padding 1',
      'input values',
    ];
    const found = places.map(place => order.indexOf(place));
    assert.ok(!found.includes(-1), order.join(' | '));
    assert.deepEqual(
      [...found].sort((a, b) => a - b),
      found,
    );
  });

  for (const width of [1300, 700, 360, 280]) {
    it(`has nothing cut at the right at ${width} px, in any state`, async () => {
      for (const snapshot of [
        'lesson',
        'dcgan',
        'big',
        '1d',
        '3d',
        'groups',
        'separable',
        'none',
        'unknown',
        'parameters',
        'impossible',
        'huge',
      ]) {
        await view.open(snapshot, width);
        assert.deepEqual(await view.cutAtTheRight(), [], snapshot);
      }
    });
  }
});
