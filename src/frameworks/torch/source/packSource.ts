/** torch.nn.utils.rnn by meaning, in Python (torch/nn/utils/rnn.py): sequences of known lengths, padded and packed. */
export const PACK_SOURCE = `
import collections
import torch

_Packed = collections.namedtuple('PackedSequence', ['data', 'batch_sizes', 'sorted_indices', 'unsorted_indices'])

class PackedSequence(_Packed):
    def __new__(cls, data, batch_sizes=None, sorted_indices=None, unsorted_indices=None):
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args, **kwargs):
        return self

    cpu = cuda = float = double = half = pin_memory = to

    @property
    def is_cuda(self):
        return False

def _lengths(lengths):
    if _is_unknown(lengths):
        return None
    values = lengths.tolist() if hasattr(lengths, 'tolist') else list(lengths)
    return None if any(_is_unknown(value) for value in values) else [int(value) for value in values]

def pack_padded_sequence(input, lengths, batch_first=False, enforce_sorted=True):
    rest = tuple(input.shape[2:])
    values = _lengths(lengths)
    order = None if enforce_sorted else torch.empty(input.shape[0 if batch_first else 1], dtype=torch.int64)
    if values is None:
        total = _unknown('the lengths of the sequences are not known', 'int')
        return PackedSequence(torch.empty((total,) + rest, dtype=input.dtype), None, order, order)
    if enforce_sorted and values != sorted(values, reverse=True):
        raise RuntimeError('\`lengths\` array must be sorted in decreasing order when \`enforce_sorted\` is True.')
    sizes = [sum(1 for value in values if value > t) for t in range(max(values))]
    data = torch.empty((sum(values),) + rest, dtype=input.dtype)
    return PackedSequence(data, torch.tensor(sizes, dtype=torch.int64), order, order)

def pad_packed_sequence(sequence, batch_first=False, padding_value=0.0, total_length=None):
    sizes = sequence.batch_sizes
    rest = tuple(sequence.data.shape[1:])
    if sizes is None:
        why = 'the lengths of the sequences are not known'
        batch = _unknown(why, 'int')
        longest = _unknown(why, 'int') if total_length is None else total_length
        lengths = torch.empty(batch, dtype=torch.int64)
    else:
        values = sizes.tolist()
        batch = values[0]
        longest = len(values) if total_length is None else total_length
        known = [sum(1 for value in values if value > i) for i in range(batch)]
        # Lengths that were not sorted come back in their own order, which is not followed.
        lengths = torch.tensor(known) if sequence.unsorted_indices is None else torch.empty(batch, dtype=torch.int64)
    lead = (batch, longest) if batch_first else (longest, batch)
    return torch.empty(lead + rest, dtype=sequence.data.dtype), lengths

def pad_sequence(sequences, batch_first=False, padding_value=0.0, padding_side='right'):
    sequences = list(sequences)
    longest = max(sequence.size(0) for sequence in sequences)
    rest = tuple(sequences[0].shape[1:])
    lead = (len(sequences), longest) if batch_first else (longest, len(sequences))
    return torch.empty(lead + rest, dtype=sequences[0].dtype)

def pack_sequence(sequences, enforce_sorted=True):
    sequences = list(sequences)
    return pack_padded_sequence(pad_sequence(sequences), [s.size(0) for s in sequences], enforce_sorted=enforce_sorted)

def unpad_sequence(padded_sequences, lengths, batch_first=False):
    values = _lengths(lengths)
    if values is None:
        return _unknown('the lengths of the sequences are not known')
    if not batch_first:
        padded_sequences = padded_sequences.transpose(0, 1)
    return [sequence[:length] for sequence, length in zip(padded_sequences, values)]

def unpack_sequence(packed_sequences):
    return unpad_sequence(*pad_packed_sequence(packed_sequences, batch_first=True), batch_first=True)
`;
