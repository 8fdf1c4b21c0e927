import assert from 'node:assert/strict';
import { View } from './view.js';

describe('the linked pictures', () => {
  let view: View;
  before(async () => {
    view = await View.start();
  });
  after(() => view.close());
  afterEach(() => {
    assert.deepEqual(view.complaints.splice(0), []);
  });

  /** Moves the mouse to a place in a picture, in pixels from its top left corner. */
  async function moveTo(picture: string, x: number, y: number): Promise<void> {
    const box = await view.page.locator(picture).boundingBox();
    assert.ok(box);
    await view.page.mouse.move(box.x + x, box.y + y);
    await view.settled();
  }

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await view.page.keyboard.press(key);
    await view.settled();
  }

  /** Where the subject is, by the read-out. */
  async function place(what: 'input' | 'output'): Promise<number[]> {
    const readout = await view.readout();
    const found = new RegExp(`^${what} \\(([\\d, ]+)\\)`).exec(readout)?.[1];
    assert.ok(found, readout);
    return found.split(', ').map(Number);
  }

  it('draw C of the lesson as 4 by 16 with 36 entries, and its transpose as 16 by 4', async () => {
    await view.open('lesson');
    await view.page
      .locator('conv-matrix [data-rows="4"][data-cols="16"][data-entries="36"]')
      .first()
      .waitFor({ state: 'attached' });
    await view.page
      .locator('conv-matrix [data-rows="16"][data-cols="4"][data-entries="36"]')
      .first()
      .waitFor({ state: 'attached' });
  });

  it('say uneven of kernel 3 at stride 2, and even of kernel 4', async () => {
    await view.open('dcgan');
    const overlap = view.page.locator('conv-overlap');
    assert.equal(await overlap.getAttribute('data-verdict'), 'uneven');
    assert.deepEqual([await overlap.getAttribute('data-min'), await overlap.getAttribute('data-max')], ['1', '4']);
    await view.type('kernel_size', '4');
    assert.equal(await overlap.getAttribute('data-verdict'), 'even');
  });

  it('show what is under the pointer, go back when it leaves, and keep what is clicked', async () => {
    await view.open('lesson');
    const rest = await view.readout();
    assert.match(rest, /^output \(0, 0\)/);
    await moveTo('conv-windows', 20, 60);
    assert.match(await view.readout(), /^input \(0, 0\) = 4 → column 0 of C/);
    await view.page.mouse.move(2, 2);
    await view.settled();
    assert.equal(await view.readout(), rest);
    await moveTo('conv-windows', 60, 60);
    await view.page.mouse.down();
    await view.page.mouse.up();
    await view.page.mouse.move(2, 2);
    await view.settled();
    assert.match(await view.readout(), /^input \(0, 1\) = 5 → column 1 of C feeds 2 outputs/);
  });

  it('are walked by keys alone: arrows, x and y, Space to play, Escape for none', async () => {
    await view.open('lesson');
    await view.page.locator('conv-windows [tabindex="0"]').focus();
    await press('x');
    const [row = NaN, column = NaN] = await place('input');
    await press('ArrowRight', 'ArrowDown');
    assert.deepEqual(await place('input'), [row + 1, column + 1]);
    await press('y');
    assert.match(await view.readout(), /^output/);
    const play = view.page.locator('[data-action=play]');
    const still = await play.getAttribute('aria-label');
    await press(' ');
    assert.notEqual(await play.getAttribute('aria-label'), still);
    await press(' ');
    assert.equal(await play.getAttribute('aria-label'), still);
    await press('Escape');
    assert.match(await view.readout(), /^Many-to-one: one output is a sum over 9 inputs/);
  });

  it('take a number typed over a cell, and every way computes y from it', async () => {
    await view.open('lesson');
    await view.page.locator('conv-windows [tabindex="0"]').focus();
    await press('x', '9', 'Enter', 'y');
    const chosen = await view.page.getByLabel('input values').inputValue();
    assert.equal(chosen, 'typed');
    const readout = await view.readout();
    const sum = /x ([\d·+ ]+) = (\d+)/.exec(readout);
    assert.ok(sum?.[1] && sum[2], readout);
    const terms = sum[1].split('+').map(term => term.split('·').map(Number));
    assert.equal(
      terms.reduce((total, [a = 0, b = 0]) => total + a * b, 0),
      Number(sum[2]),
    );
    const rows = view.page.locator('[data-way]');
    assert.deepEqual(await rows.evaluateAll(all => all.map(row => row.getAttribute('data-equal'))), [
      'true',
      'true',
      'true',
      'true',
    ]);
    assert.notEqual(await view.text('[data-way=matrixProduct] .result'), '122 148 126 134');
  });
});
