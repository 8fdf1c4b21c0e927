"""Tacotron 2 pieces: encoder, location-sensitive attention, decoder loop, postnet; hparams as an attribute dictionary."""
from math import sqrt

import torch
from torch import nn
from torch.nn import functional as F


class HParams(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    __setattr__ = dict.__setitem__


def create_hparams(hparams_string=None):
    hparams = HParams(
        n_mel_channels=20, n_symbols=40, symbols_embedding_dim=16, encoder_kernel_size=5, encoder_n_convolutions=3,
        encoder_embedding_dim=16, n_frames_per_step=1, decoder_rnn_dim=24, prenet_dim=8, max_decoder_steps=5, gate_threshold=0.5,
        p_attention_dropout=0.1, p_decoder_dropout=0.1, attention_rnn_dim=24, attention_dim=8, attention_location_n_filters=4,
        attention_location_kernel_size=31, postnet_embedding_dim=16, postnet_kernel_size=5, postnet_n_convolutions=4)
    if hparams_string:
        for pair in hparams_string.split(','):
            key, value = pair.split('=')
            assert key in hparams
            hparams[key] = type(hparams[key])(value)
    return hparams


class LinearNorm(torch.nn.Module):
    def __init__(self, in_dim, out_dim, bias=True, w_init_gain='linear'):
        super(LinearNorm, self).__init__()
        self.linear_layer = torch.nn.Linear(in_dim, out_dim, bias=bias)
        torch.nn.init.xavier_uniform_(self.linear_layer.weight, gain=torch.nn.init.calculate_gain(w_init_gain))

    def forward(self, x):
        return self.linear_layer(x)


class ConvNorm(torch.nn.Module):
    def __init__(self, in_channels, out_channels, kernel_size=1, stride=1, padding=None, dilation=1, bias=True, w_init_gain='linear'):
        super(ConvNorm, self).__init__()
        if padding is None:
            assert(kernel_size % 2 == 1)
            padding = int(dilation * (kernel_size - 1) / 2)
        self.conv = torch.nn.Conv1d(in_channels, out_channels, kernel_size=kernel_size, stride=stride, padding=padding, dilation=dilation, bias=bias)
        torch.nn.init.xavier_uniform_(self.conv.weight, gain=torch.nn.init.calculate_gain(w_init_gain))

    def forward(self, signal):
        conv_signal = self.conv(signal)
        return conv_signal


def get_mask_from_lengths(lengths):
    max_len = torch.max(lengths).item()
    ids = torch.arange(0, max_len, out=torch.LongTensor(max_len))
    mask = (ids < lengths.unsqueeze(1)).bool()
    return mask


class LocationLayer(nn.Module):
    def __init__(self, attention_n_filters, attention_kernel_size, attention_dim):
        super(LocationLayer, self).__init__()
        padding = int((attention_kernel_size - 1) / 2)
        self.location_conv = ConvNorm(2, attention_n_filters, kernel_size=attention_kernel_size, padding=padding, bias=False, stride=1, dilation=1)
        self.location_dense = LinearNorm(attention_n_filters, attention_dim, bias=False, w_init_gain='tanh')

    def forward(self, attention_weights_cat):
        processed_attention = self.location_conv(attention_weights_cat)
        processed_attention = processed_attention.transpose(1, 2)
        return self.location_dense(processed_attention)


class Attention(nn.Module):
    def __init__(self, attention_rnn_dim, embedding_dim, attention_dim, n_filters, kernel_size):
        super(Attention, self).__init__()
        self.query_layer = LinearNorm(attention_rnn_dim, attention_dim, bias=False, w_init_gain='tanh')
        self.memory_layer = LinearNorm(embedding_dim, attention_dim, bias=False, w_init_gain='tanh')
        self.v = LinearNorm(attention_dim, 1, bias=False)
        self.location_layer = LocationLayer(n_filters, kernel_size, attention_dim)
        self.score_mask_value = -float("inf")

    def forward(self, attention_hidden_state, memory, processed_memory, attention_weights_cat, mask):
        processed_query = self.query_layer(attention_hidden_state.unsqueeze(1))
        processed = self.location_layer(attention_weights_cat)
        alignment = self.v(torch.tanh(processed_query + processed + processed_memory)).squeeze(-1)
        if mask is not None:
            alignment.data.masked_fill_(mask, self.score_mask_value)
        attention_weights = F.softmax(alignment, dim=1)
        attention_context = torch.bmm(attention_weights.unsqueeze(1), memory).squeeze(1)
        return attention_context, attention_weights


class Prenet(nn.Module):
    def __init__(self, in_dim, sizes):
        super(Prenet, self).__init__()
        in_sizes = [in_dim] + sizes[:-1]
        self.layers = nn.ModuleList([LinearNorm(in_size, out_size, bias=False) for (in_size, out_size) in zip(in_sizes, sizes)])

    def forward(self, x):
        for linear in self.layers:
            x = F.dropout(F.relu(linear(x)), p=0.5, training=True)
        return x


class Postnet(nn.Module):
    def __init__(self, hparams):
        super(Postnet, self).__init__()
        self.convolutions = nn.ModuleList()
        h = hparams
        self.convolutions.append(nn.Sequential(
            ConvNorm(h.n_mel_channels, h.postnet_embedding_dim, kernel_size=h.postnet_kernel_size, stride=1, w_init_gain='tanh'),
            nn.BatchNorm1d(h.postnet_embedding_dim)))
        for i in range(1, h.postnet_n_convolutions - 1):
            self.convolutions.append(nn.Sequential(
                ConvNorm(h.postnet_embedding_dim, h.postnet_embedding_dim, kernel_size=h.postnet_kernel_size, w_init_gain='tanh'),
                nn.BatchNorm1d(h.postnet_embedding_dim)))
        self.convolutions.append(nn.Sequential(
            ConvNorm(h.postnet_embedding_dim, h.n_mel_channels, kernel_size=h.postnet_kernel_size), nn.BatchNorm1d(h.n_mel_channels)))

    def forward(self, x):
        for i in range(len(self.convolutions) - 1):
            x = F.dropout(torch.tanh(self.convolutions[i](x)), 0.5, self.training)
        return F.dropout(self.convolutions[-1](x), 0.5, self.training)


class Encoder(nn.Module):
    def __init__(self, hparams):
        super(Encoder, self).__init__()
        convolutions = []
        for _ in range(hparams.encoder_n_convolutions):
            conv_layer = nn.Sequential(
                ConvNorm(hparams.encoder_embedding_dim, hparams.encoder_embedding_dim, kernel_size=hparams.encoder_kernel_size, w_init_gain='relu'),
                nn.BatchNorm1d(hparams.encoder_embedding_dim))
            convolutions.append(conv_layer)
        self.convolutions = nn.ModuleList(convolutions)
        self.lstm = nn.LSTM(hparams.encoder_embedding_dim, int(hparams.encoder_embedding_dim / 2), 1, batch_first=True, bidirectional=True)

    def forward(self, x, input_lengths):
        for conv in self.convolutions:
            x = F.dropout(F.relu(conv(x)), 0.5, self.training)
        x = x.transpose(1, 2)
        input_lengths = input_lengths.cpu().numpy()
        x = nn.utils.rnn.pack_padded_sequence(x, input_lengths, batch_first=True)
        self.lstm.flatten_parameters()
        outputs, _ = self.lstm(x)
        outputs, _ = nn.utils.rnn.pad_packed_sequence(outputs, batch_first=True)
        return outputs


class Decoder(nn.Module):
    def __init__(self, hparams):
        super(Decoder, self).__init__()
        self.h = h = hparams
        self.prenet = Prenet(h.n_mel_channels * h.n_frames_per_step, [h.prenet_dim, h.prenet_dim])
        self.attention_rnn = nn.LSTMCell(h.prenet_dim + h.encoder_embedding_dim, h.attention_rnn_dim)
        self.attention_layer = Attention(h.attention_rnn_dim, h.encoder_embedding_dim, h.attention_dim, h.attention_location_n_filters, h.attention_location_kernel_size)
        self.decoder_rnn = nn.LSTMCell(h.attention_rnn_dim + h.encoder_embedding_dim, h.decoder_rnn_dim, 1)
        self.linear_projection = LinearNorm(h.decoder_rnn_dim + h.encoder_embedding_dim, h.n_mel_channels * h.n_frames_per_step)
        self.gate_layer = LinearNorm(h.decoder_rnn_dim + h.encoder_embedding_dim, 1, bias=True, w_init_gain='sigmoid')

    def initialize_decoder_states(self, memory, mask):
        B, MAX_TIME = memory.size(0), memory.size(1)
        new = lambda n: memory.data.new(B, n).zero_()
        self.attention_hidden, self.attention_cell = new(self.h.attention_rnn_dim), new(self.h.attention_rnn_dim)
        self.decoder_hidden, self.decoder_cell = new(self.h.decoder_rnn_dim), new(self.h.decoder_rnn_dim)
        self.attention_weights, self.attention_weights_cum = new(MAX_TIME), new(MAX_TIME)
        self.attention_context = new(self.h.encoder_embedding_dim)
        self.memory, self.mask = memory, mask
        self.processed_memory = self.attention_layer.memory_layer(memory)

    def decode(self, decoder_input):
        cell_input = torch.cat((decoder_input, self.attention_context), -1)
        self.attention_hidden, self.attention_cell = self.attention_rnn(cell_input, (self.attention_hidden, self.attention_cell))
        attention_weights_cat = torch.cat((self.attention_weights.unsqueeze(1), self.attention_weights_cum.unsqueeze(1)), dim=1)
        self.attention_context, self.attention_weights = self.attention_layer(
            self.attention_hidden, self.memory, self.processed_memory, attention_weights_cat, self.mask)
        self.attention_weights_cum += self.attention_weights
        decoder_input = torch.cat((self.attention_hidden, self.attention_context), -1)
        self.decoder_hidden, self.decoder_cell = self.decoder_rnn(decoder_input, (self.decoder_hidden, self.decoder_cell))
        both = torch.cat((self.decoder_hidden, self.attention_context), dim=1)
        return self.linear_projection(both), self.gate_layer(both), self.attention_weights

    def forward(self, memory, decoder_inputs, memory_lengths):
        decoder_input = memory.new_zeros(memory.size(0), self.h.n_mel_channels * self.h.n_frames_per_step).unsqueeze(0)
        decoder_inputs = decoder_inputs.transpose(1, 2)
        decoder_inputs = decoder_inputs.view(decoder_inputs.size(0), int(decoder_inputs.size(1) / self.h.n_frames_per_step), -1)
        decoder_inputs = torch.cat((decoder_input, decoder_inputs.transpose(0, 1)), dim=0)
        decoder_inputs = self.prenet(decoder_inputs)
        self.initialize_decoder_states(memory, mask=~get_mask_from_lengths(memory_lengths))
        mel_outputs, gate_outputs, alignments = [], [], []
        while len(mel_outputs) < decoder_inputs.size(0) - 1:
            mel_output, gate_output, attention_weights = self.decode(decoder_inputs[len(mel_outputs)])
            mel_outputs += [mel_output.squeeze(1)]
            gate_outputs += [gate_output.squeeze(1)]
            alignments += [attention_weights]
        return torch.stack(mel_outputs).transpose(0, 1).contiguous().transpose(1, 2), torch.stack(gate_outputs).transpose(0, 1)


class Tacotron2(nn.Module):
    def __init__(self, hparams):
        super(Tacotron2, self).__init__()
        self.embedding = nn.Embedding(hparams.n_symbols, hparams.symbols_embedding_dim)
        std = sqrt(2.0 / (hparams.n_symbols + hparams.symbols_embedding_dim))
        val = sqrt(3.0) * std
        self.embedding.weight.data.uniform_(-val, val)
        self.encoder = Encoder(hparams)
        self.decoder = Decoder(hparams)
        self.postnet = Postnet(hparams)

    def forward(self, inputs):
        text, text_lengths, mels = inputs
        text_lengths = text_lengths.data
        embedded = self.embedding(text).transpose(1, 2)
        memory = self.encoder(embedded, text_lengths)
        mel_outputs, gates = self.decoder(memory, mels, memory_lengths=text_lengths)
        return mel_outputs + self.postnet(mel_outputs), gates


hparams = create_hparams('encoder_n_convolutions=2,postnet_n_convolutions=3')
model = Tacotron2(hparams)
lengths = torch.LongTensor([11, 9, 4])
mel, gate = model((torch.randint(0, 40, (3, 11)), lengths, torch.randn(3, 20, 6)))
print(mel.shape, gate.shape)
