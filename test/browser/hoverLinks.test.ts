import { openWorkbench } from './harness.js';

const FLAGS = 'import mystery\n\nflag = mystery.flag\n';
const MAIN = [
  'import torch',
  'from torch import nn',
  'from flags import flag',
  'conv = nn.Conv2d(3, 8, 3)',
  'if flag:',
  '    conv(torch.randn(1, 3, 8, 8))',
  '',
].join('\n');

function notebook(...cells: string[]): string {
  const code = (source: string) => ({ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source });
  return JSON.stringify({ cells: cells.map(code), metadata: {}, nbformat: 4, nbformat_minor: 5 });
}

describe('the links of a hover', () => {
  it('lead to the line of another file', async () => {
    const workbench = await openWorkbench({ files: { 'main.py': MAIN, 'flags.py': FLAGS } });
    await workbench.openFile('main.py');
    const hover = await workbench.hoverOn('nn.Conv2d(3, 8, 3)');
    await hover.getByRole('link', { name: /^flags\.py:\d+$/ }).click();
    await workbench.tab('flags.py').waitFor();
    await workbench.editor().locator('.view-line', { hasText: 'mystery.flag' }).waitFor();
  });

  it('lead to another cell of a notebook', async () => {
    const cells = [
      'import torch\nfrom torch import nn\nconv = nn.Conv2d(3, 8, 3)',
      'x = torch.randn(1, 3, 8, 8)\nconv(x)',
    ];
    const workbench = await openWorkbench({ files: { 'two.ipynb': notebook(...cells) } });
    const { page } = workbench;
    await (await workbench.quickInput('Control+P')).fill('two.ipynb');
    await page.locator('.quick-input-list .monaco-list-row[data-index="0"]', { hasText: 'two.ipynb' }).waitFor();
    await page.keyboard.press('Enter');
    const line = page.locator('.view-line', { hasText: 'conv = ' }).first();
    const hover = page.locator('.monaco-hover:not(.hidden)').filter({ hasText: 'Explore' }).first();
    // A hover that was asked for before the extension had started stays empty, so the mouse comes again.
    for (let attempt = 0; attempt < 10 && !(await hover.isVisible()); attempt++) {
      await page.mouse.move(5, 5);
      await line.hover({ position: { x: 120, y: 8 } });
      await hover.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await hover.getByRole('link', { name: 'cell 2, line 2' }).click();
    await page.locator('.notebookOverlay .code-cell-row.focused', { hasText: 'conv(x)' }).waitFor();
  });
});
