/**
 * A Python file of about this many lines, as people write them: blocks, encoders and decoders in PyTorch with loops and defaults,
 * a Sequential and a Keras model in between, and code that has nothing to do with convolutions. The same text every time.
 * @param {number} lines
 * @returns {string}
 */
export function longFile(lines) {
  const parts = [
    'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nfrom tensorflow.keras import layers\nimport keras\n',
  ];
  const count = () => parts.join('\n').split('\n').length;
  for (let i = 0; count() < lines; i++) {
    parts.push(KINDS[i % KINDS.length](i));
  }
  return parts.join('\n').split('\n').slice(0, lines).join('\n');
}

const KINDS = [
  i => `
class Block${i}(nn.Module):
    def __init__(self, channels=${16 + (i % 3) * 16}, kernel=3, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels * 2, kernel, stride=stride, padding=kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(channels * 2)
        self.conv2 = nn.Conv2d(channels * 2, channels, kernel, padding=1)
        self.act = nn.ReLU(inplace=True)

    def forward(self, x):
        y = self.act(self.norm(self.conv1(x)))
        return x + self.conv2(y)
`,
  i => `
def summary_${i}(rows, width=${40 + (i % 7)}):
    """Formats rows of a table."""
    lines = []
    for name, value in rows:
        if value is None:
            lines.append(name)
        elif isinstance(value, float):
            lines.append(f"{name:>{width}}: {value:.3f}")
        else:
            lines.append("%s: %d" % (name, value))
    return "\\n".join(lines)
`,
  i => `
class Generator${i}(nn.Module):
    def __init__(self, nz=100, ngf=${32 + (i % 2) * 32}, stages=3):
        super().__init__()
        layers = [nn.ConvTranspose2d(nz, ngf * 2 ** stages, 4, 1, 0, bias=False)]
        for stage in reversed(range(stages)):
            layers += [
                nn.BatchNorm2d(ngf * 2 ** (stage + 1)),
                nn.ReLU(True),
                nn.ConvTranspose2d(ngf * 2 ** (stage + 1), ngf * 2 ** stage, 4, 2, 1, bias=False),
            ]
        layers += [nn.ReLU(True), nn.ConvTranspose2d(ngf, 3, ${3 + (i % 2)}, stride=2), nn.Tanh()]
        self.main = nn.Sequential(*layers)

    def forward(self, z):
        return self.main(z)


fake_${i} = Generator${i}()(torch.randn(4, 100, 1, 1))
`,
  i => `
encoder_${i} = nn.Sequential(
    nn.Conv2d(3, 32, 3, stride=2, padding=1),
    nn.ReLU(),
    nn.Conv2d(32, 64, 3, stride=2, padding=1),
    nn.MaxPool2d(2),
    nn.Conv2d(64, 128, 1),
)
`,
  i => `
model_${i} = keras.Sequential([
    keras.Input((${64 + 32 * (i % 3)}, 64, 3)),
    layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
    layers.Conv2D(64, 3, padding="valid"),
    layers.Conv2DTranspose(32, 3, strides=2, padding="same"),
])
`,
  i => `
TABLE_${i} = {name: {"width": width, "scale": 1.0 / width} for name, width in (("small", 8), ("base", ${16 + i}), ("large", 64))}
LIMIT_${i} = sum(row["width"] for row in TABLE_${i}.values())
`,
];
