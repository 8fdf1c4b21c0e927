import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OPENED } from './openedSample.js';

/** Writes files into a new folder, whose name is given with "/"; to be removed by `remove`. */
export function folderWith(files: Readonly<Record<string, string>>): { folder: string; remove: () => void } {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'conv-explorer-')));
  write(folder, files);
  return { folder: folder.replaceAll('\\', '/'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes further files into a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Programs of several files: each is read from its `main`. */
export const SAMPLES: Readonly<Record<string, { main: string; files: Readonly<Record<string, string>> }>> = {
  'networks whose sizes stand in files': { main: 'net.py', files: OPENED },
  'two files beside each other': {
    main: 'train.py',
    files: {
      'blocks.py':
        'import torch.nn as nn\n\nWIDTH = 24\n\n\nclass Block(nn.Module):\n    def __init__(self, cin, cout):\n        super().__init__()\n' +
        '        self.conv = nn.Conv2d(cin, cout, 3, stride=2, padding=1)\n\n    def forward(self, x):\n        return self.conv(x)\n',
      'train.py':
        'import torch\nimport torch.nn as nn\nfrom blocks import Block, WIDTH\n\nnet = nn.Sequential(Block(3, WIDTH), nn.Conv2d(WIDTH, 5, 1))\n' +
        'y = net(torch.randn(2, 3, 64, 48))\n',
    },
  },
  'a package with relative imports, over the folder above': {
    main: 'models/unet/model.py',
    files: {
      'models/__init__.py': '',
      'models/config.py': 'class Config:\n    base = 16\n    depth = 3\n',
      'models/unet/__init__.py': 'from .model import UNet\n',
      'models/unet/parts.py':
        'from torch import nn\n\n\ndef double(cin, cout):\n    return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1), nn.ReLU(), nn.Conv2d(cout, cout, 3))\n',
      'models/unet/model.py':
        'import torch\nfrom torch import nn\nfrom ..config import Config\nfrom .parts import double\n\n\nclass UNet(nn.Module):\n' +
        '    def __init__(self, cfg=Config):\n        super().__init__()\n        self.downs = nn.ModuleList()\n        c = 3\n' +
        '        for i in range(cfg.depth):\n            self.downs.append(double(c, cfg.base << i))\n            c = cfg.base << i\n' +
        '        self.head = nn.Conv2d(c, 2, 1)\n\n    def forward(self, x):\n        for d in self.downs:\n            x = d(x)\n        return self.head(x)\n\n\n' +
        "if __name__ == '__main__':\n    print(UNet()(torch.zeros(1, 3, 40, 40)).shape)\n",
    },
  },
  'a namespace package, and names that nothing resolves': {
    main: 'main.py',
    files: {
      'nets/small/net.py': 'import torch.nn as nn\nCHANNELS = (8, 12)\n',
      'main.py':
        'import torch\nimport torch.nn as nn\nimport absent_package\nfrom nets.small import net\n\n' +
        'a = nn.Conv1d(4, net.CHANNELS[0], 5)\nb = nn.Conv1d(absent_package.width, net.CHANNELS[1], 3)\nx = a(torch.randn(1, 4, 30))\ny = b(x)\n',
    },
  },
  'a class without any run': {
    main: 'net.py',
    files: {
      'sizes.py': 'SIZES = [4, 8]\n',
      'net.py':
        'from torch import nn\nfrom sizes import SIZES\n\n\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n' +
        '        self.a = nn.Conv2d(1, SIZES[0], 3, 2)\n        self.b = nn.ConvTranspose2d(SIZES[0], SIZES[1], 3, 2)\n\n' +
        '    def forward(self, x):\n        return self.b(self.a(x))\n',
    },
  },
};
