import assert from 'node:assert/strict';
import { openWorkbench } from './harness.js';
import type { Workbench } from './harness.js';

const UNEVEN = 'nn.ConvTranspose2d(16, 8, 3, stride=2)';
const EVEN = 'nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1)';
const EXPLORE = 'Conv Explorer: Explore Convolution at Cursor';

/** Opens dcgan.py with the explorer on one of its layers, by the command palette. */
async function exploring(call = UNEVEN, verdict: 'even' | 'uneven' = 'uneven'): Promise<Workbench> {
  const workbench = await openWorkbench();
  await workbench.openFile('dcgan.py', call);
  await workbench.placeCursor(call);
  await workbench.runCommand(EXPLORE);
  await workbench.explorer().locator(`.verdict[data-verdict=${verdict}]`).waitFor();
  return workbench;
}

/** Waits until the explorer's header has the shape. */
async function shows(workbench: Workbench, output: string): Promise<void> {
  await workbench.explorer().locator('[data-shape]', { hasText: output }).waitFor();
}

/** The text of an editor line, with plain spaces. */
async function line(workbench: Workbench, part: string): Promise<string> {
  const found = workbench.editor().locator('.view-line', { hasText: part }).first();
  return (await found.innerText()).replace(/\u00a0/g, ' ');
}

describe('the explorer beside the code', () => {
  it('tells uneven from even, and follows the cursor from one to the other', async () => {
    const workbench = await exploring();
    const explorer = workbench.explorer();
    await shows(workbench, '(1, 8, 17, 17)');
    await explorer.locator('conv-overlap[data-verdict=uneven]').waitFor();
    assert.equal(await explorer.locator('conv-overlap').getAttribute('data-max'), '4');
    assert.equal(await explorer.locator('conv-overlap').getAttribute('data-period'), '2,2');
    await workbench.placeCursor(EVEN);
    // Its input size is in no code, so the verdict stands without a picture, and the size is asked for.
    await explorer.locator('.verdict[data-verdict=even]').waitFor();
    await explorer.getByText('What size goes in?').waitFor();
  });

  it('stays with its call while it is pinned, and follows again when it is not', async () => {
    const workbench = await exploring(EVEN, 'even');
    const explorer = workbench.explorer();
    await explorer.getByRole('button', { name: 'dcgan.py:65' }).waitFor();
    await explorer.locator('[data-action=pin]').click();
    await explorer.locator('[data-action=pin][aria-pressed=true]').waitFor();
    await workbench.placeCursor(UNEVEN);
    // A new line above moves both calls: what is shown then is where the pinned one is now.
    await workbench.page.keyboard.press('Home');
    await workbench.page.keyboard.press('Enter');
    await explorer.getByRole('button', { name: 'dcgan.py:66' }).waitFor();
    await explorer.locator('.verdict[data-verdict=even]').waitFor();
    await explorer.locator('[data-action=pin]').click();
    await explorer.getByRole('button', { name: 'dcgan.py:64' }).waitFor();
    await explorer.locator('conv-overlap[data-verdict=uneven]').waitFor();
  });

  it('is kept up as the code is typed', async () => {
    const workbench = await exploring();
    await workbench.replaceWord('3, stride', 'dilation');
    await workbench.explorer().locator('conv-overlap[data-verdict=even]').waitFor();
    await shows(workbench, '(1, 8, 12, 12)');
  });

  it('puts an even kernel into the code, as one step that Undo takes back', async () => {
    const workbench = await exploring();
    const explorer = workbench.explorer();
    await explorer.locator('[data-action=fix]').click();
    await explorer.locator('conv-overlap[data-verdict=even]').waitFor();
    assert.match(await line(workbench, 'upsample'), /16, 8, 3, stride=2\)/, 'trying touches no code');
    await explorer.locator('[data-action=apply]').click();
    await workbench.editor().locator('.view-line', { hasText: 'output_padding=1' }).waitFor();
    assert.match(await line(workbench, 'output_padding'), /\(16, 8, 4, stride=2, padding=1, output_padding=1\)/);
    await workbench.placeCursor('upsample');
    await workbench.page.keyboard.press('Control+Z');
    await workbench.editor().locator('.view-line', { hasText: 'output_padding=1' }).waitFor({ state: 'detached' });
    assert.match(await line(workbench, 'upsample'), /16, 8, 3, stride=2\)/);
  });

  it('survives being hidden and shown', async () => {
    const workbench = await exploring();
    await workbench.tab('Conv Explorer').click();
    await workbench.openFile('unet.py');
    await workbench.tab('Conv Explorer').click();
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
  });

  it('is scrolled to where it was when it is shown again', async () => {
    const workbench = await exploring();
    const headings = workbench.explorer().locator('#equal');
    await headings.scrollIntoViewIfNeeded();
    const page = workbench.explorer().locator('html');
    const before = await page.evaluate(element => element.scrollTop);
    assert.ok(before > 100, `the page is scrolled by ${before}`);
    await workbench.tab('Conv Explorer').click();
    await workbench.openFile('unet.py');
    await workbench.tab('Conv Explorer').click();
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
    await headings.waitFor();
    await page.evaluate(
      (element, wanted) =>
        new Promise<void>(resolve => {
          const look = () => (element.scrollTop === wanted ? resolve() : requestAnimationFrame(look));
          look();
        }),
      before,
    );
  });

  it('survives a reload of the window, with its call', async () => {
    const workbench = await exploring();
    // As a person reloads: VS Code saves its layout first, which a reload of the page alone would cut short.
    const reloaded = workbench.page.waitForEvent('load');
    await workbench.runCommand('Developer: Reload Window');
    await reloaded;
    await workbench.tab('Conv Explorer').waitFor();
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
    await shows(workbench, '(1, 8, 17, 17)');
  });
});

describe('the commands', () => {
  it('offer the file’s convolutions, the nearest first, where none is under the cursor', async () => {
    const workbench = await openWorkbench();
    // The comment between the two layers: nothing is under the cursor, and both are near.
    await workbench.openFile('dcgan.py', 'Kernel 4 with stride 2');
    await workbench.placeCursor('Kernel 4 with stride 2');
    await (await workbench.quickInput('F1')).fill(`>${EXPLORE}`);
    await workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: EXPLORE }).first().waitFor();
    await workbench.page.keyboard.press('Enter');
    const rows = workbench.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: EVEN }).waitFor();
    const texts = await rows.allInnerTexts();
    assert.ok(texts[0]?.includes('stride=2'), texts[0] ?? 'no row');
    assert.ok(texts[1]?.includes('stride=2'), texts[1] ?? 'no second row');
    await rows.filter({ hasText: EVEN }).click();
    await workbench.explorer().locator('.verdict[data-verdict=even]').waitFor();
  });

  it('stand in the context menu of a file with a convolution, and only there', async () => {
    const workbench = await openWorkbench({ files: { 'plain.py': 'total = 1\nother = total\n' } });
    await workbench.openFile('dcgan.py', UNEVEN);
    const item = workbench.page.locator('.monaco-menu .action-item', { hasText: 'Explore Convolution at Cursor' });
    await workbench.hoverOn(UNEVEN);
    await workbench.openContextMenu(UNEVEN);
    await workbench.chooseFromMenu(item);
    await workbench.explorer().locator('conv-overlap[data-verdict=uneven]').waitFor();
    await workbench.openFile('plain.py');
    await workbench.openContextMenu('total');
    await workbench.page.locator('.monaco-menu .action-item', { hasText: 'Cut' }).first().waitFor();
    assert.equal(await item.count(), 0);
  });
});

describe('a notebook', () => {
  it('has the command in the menu of its cells, and the explorer goes back to the cell', async () => {
    const workbench = await openWorkbench({ width: 1700, height: 1200 });
    const { page } = workbench;
    await (await workbench.quickInput('Control+P')).fill('lesson.ipynb');
    await page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: 'lesson.ipynb' }).waitFor();
    await page.keyboard.press('Enter');
    const line = page.locator('.view-line', { hasText: '3, stride=2' }).first();
    await line.click();
    // The menu knows the cell's document once the extension has read it; until then it is opened again.
    const item = page.locator('.monaco-menu .action-item', { hasText: 'Explore Convolution at Cursor' }).first();
    for (let attempt = 0; attempt < 10 && !(await item.isVisible()); attempt++) {
      await page.keyboard.press('Escape');
      await line.click({ button: 'right' });
      await page.locator('.monaco-menu .action-item').first().waitFor();
    }
    await workbench.chooseFromMenu(item);
    const explorer = workbench.explorer();
    await explorer.locator('conv-overlap[data-verdict=uneven]').waitFor();
    await shows(workbench, '(1, 8, 5, 5)');
    await page.locator('.view-line', { hasText: 'matplotlib' }).first().click();
    await explorer.getByText('lesson.ipynb, cell 8').click();
    await page.locator('.notebookOverlay .code-cell-row.focused', { hasText: '3, stride=2' }).waitFor();
    assert.equal(await page.locator('.tabs-container .tab').count(), 2);
  });
});
