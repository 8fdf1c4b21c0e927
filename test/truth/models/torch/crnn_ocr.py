"""A recogniser of text lines: convolutions that shrink the height to one, then a sequence."""
import torch
import torch.nn as nn


class CRNN(nn.Module):
    def __init__(self, img_h=32, nc=1, nclass=37, nh=16):
        super().__init__()
        assert img_h % 16 == 0, "img_h has to be a multiple of 16"
        ks = [3, 3, 3, 3, 3, 3, 2]
        ps = [1, 1, 1, 1, 1, 1, 0]
        ss = [1, 1, 1, 1, 1, 1, 1]
        nm = [8, 16, 32, 32, 64, 64, 64]
        cnn = nn.Sequential()

        def conv_relu(i, batch_norm=False):
            n_in = nc if i == 0 else nm[i - 1]
            cnn.add_module("conv{0}".format(i), nn.Conv2d(n_in, nm[i], ks[i], ss[i], ps[i]))
            if batch_norm:
                cnn.add_module(f"batchnorm{i}", nn.BatchNorm2d(nm[i]))
            cnn.add_module("relu{}".format(i), nn.ReLU(True))

        conv_relu(0)
        cnn.add_module("pooling0", nn.MaxPool2d(2, 2))
        conv_relu(1)
        cnn.add_module("pooling1", nn.MaxPool2d(2, 2))
        conv_relu(2, True)
        conv_relu(3)
        cnn.add_module("pooling2", nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        conv_relu(4, True)
        conv_relu(5)
        cnn.add_module("pooling3", nn.MaxPool2d((2, 2), (2, 1), (0, 1)))
        conv_relu(6, True)
        self.cnn = cnn
        self.rnn = nn.GRU(64, nh, bidirectional=True)
        self.head = nn.Conv1d(nh * 2, nclass, 1)

    def forward(self, x):
        conv = self.cnn(x)
        b, c, h, w = conv.size()
        assert h == 1, "the height of conv must be 1"
        seq = conv.squeeze(2).permute(2, 0, 1)
        out, _ = self.rnn(seq)
        return self.head(out.permute(1, 2, 0))


print(CRNN()(torch.zeros(2, 1, 32, 100)).shape)
