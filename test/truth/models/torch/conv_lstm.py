"""A convolutional recurrent cell over a sequence of pictures, with hidden states in lists."""
import torch
import torch.nn as nn


class ConvLSTMCell(nn.Module):
    def __init__(self, input_dim, hidden_dim, kernel_size, bias=True):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.conv = nn.Conv2d(
            in_channels=input_dim + hidden_dim,
            out_channels=4 * hidden_dim,
            kernel_size=kernel_size,
            padding=(kernel_size[0] // 2, kernel_size[1] // 2),
            bias=bias,
        )

    def forward(self, x, state):
        h, c = state
        gates = self.conv(torch.cat([x, h], dim=1))
        i, f, o, g = torch.split(gates, self.hidden_dim, dim=1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c

    def init_hidden(self, batch, size):
        height, width = size
        zeros = torch.zeros(batch, self.hidden_dim, height, width, device=self.conv.weight.device)
        return zeros, zeros.clone()


class ConvLSTM(nn.Module):
    def __init__(self, input_dim, hidden_dims, kernel):
        super().__init__()
        dims = [input_dim] + list(hidden_dims)
        self.cells = nn.ModuleList(ConvLSTMCell(a, b, kernel) for a, b in zip(dims[:-1], dims[1:]))
        self.head = nn.Conv3d(dims[-1], 1, (3, 1, 1), padding=(1, 0, 0))

    def forward(self, x):
        b, t, _, h, w = x.size()
        current = x
        states = []
        for cell in self.cells:
            state = cell.init_hidden(b, (h, w))
            outputs = []
            for step in range(t):
                state = cell(current[:, step], state)
                outputs.append(state[0])
            current = torch.stack(outputs, dim=1)
            states.append(state)
        return self.head(current.permute(0, 2, 1, 3, 4)), states


out, states = ConvLSTM(2, (4, 3), (3, 5))(torch.rand(2, 6, 2, 16, 12))
print(out.shape, states[-1][1].shape)
