/**
 * torch.utils.data by meaning, in Python (torch/utils/data/{dataset,dataloader,sampler}.py, _utils/collate.py). The order
 * in which samples are drawn is unknown; how many batches there are, and of which sizes, is known where the data set's
 * length is. Workers, pinning and random generators are left out: shapes do not depend on them.
 */
export const DATA_SOURCE = `
import collections
import math
import random as _random
import torch

# More samples of one batch are not drawn one by one.
_MANY = 16
# More batches are not followed one by one.
_MOST_BATCHES = 400

class Dataset:
    def __class_getitem__(cls, item):
        return cls

    def __getitem__(self, index):
        raise NotImplementedError('Subclasses of Dataset should implement __getitem__.')

    def __add__(self, other):
        return ConcatDataset([self, other])

class IterableDataset(Dataset):
    def __iter__(self):
        raise NotImplementedError

    def __add__(self, other):
        return ChainDataset([self, other])

class TensorDataset(Dataset):
    def __init__(self, *tensors):
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(tensor[index] for tensor in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)

class StackDataset(Dataset):
    def __init__(self, *args, **kwargs):
        self.datasets = args if args else kwargs

    def __getitem__(self, index):
        if isinstance(self.datasets, dict):
            return {k: dataset[index] for k, dataset in self.datasets.items()}
        return tuple(dataset[index] for dataset in self.datasets)

    def __len__(self):
        return len(list(self.datasets.values())[0] if isinstance(self.datasets, dict) else self.datasets[0])

class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, idx):
        if isinstance(idx, list):
            return self.dataset[[self.indices[i] for i in idx]]
        return self.dataset[self.indices[idx]]

    def __len__(self):
        return len(self.indices)

class _RandomPart(Subset):
    def __init__(self, dataset, count):
        self.dataset = dataset
        self.indices = _unknown('which samples are drawn is random', 'list')
        self._count = count

    def __getitem__(self, idx):
        return self.dataset[_random.randrange(len(self.dataset))]

    def __len__(self):
        return self._count

class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)
        self.cumulative_sizes = []
        total = 0
        for dataset in self.datasets:
            total += len(dataset)
            self.cumulative_sizes.append(total)

    def __len__(self):
        return self.cumulative_sizes[-1]

    def __getitem__(self, idx):
        if idx < 0:
            idx = len(self) + idx
        start = 0
        for dataset, end in zip(self.datasets, self.cumulative_sizes):
            if idx < end:
                return dataset[idx - start]
            start = end
        raise IndexError('index out of range')

class ChainDataset(IterableDataset):
    def __init__(self, datasets):
        self.datasets = datasets

    def __iter__(self):
        for dataset in self.datasets:
            yield from dataset

    def __len__(self):
        return sum(len(dataset) for dataset in self.datasets)

def random_split(dataset, lengths, generator=None):
    lengths = list(lengths)
    if math.isclose(sum(lengths), 1) and sum(lengths) <= 1:
        count = len(dataset)
        parts = [int(math.floor(count * fraction)) for fraction in lengths]
        remainder = count - sum(parts)
        lengths = [part + 1 if i % len(parts) < remainder else part for i, part in enumerate(parts)]
    if sum(lengths) != len(dataset):
        raise ValueError('Sum of input lengths does not equal the length of the input dataset!')
    return [_RandomPart(dataset, length) for length in lengths]

class Sampler:
    def __init__(self, data_source=None):
        pass

    def __class_getitem__(cls, item):
        return cls

    def __iter__(self):
        raise NotImplementedError

class SequentialSampler(Sampler):
    def __init__(self, data_source):
        self.data_source = data_source

    def __iter__(self):
        return iter(range(len(self.data_source)))

    def __len__(self):
        return len(self.data_source)

class _Drawing(Sampler):
    def _draw(self):
        return _random.randrange(self._among)

    def __iter__(self):
        return iter([self._draw() for _ in range(len(self))])

    def __len__(self):
        return self.num_samples

class RandomSampler(_Drawing):
    def __init__(self, data_source, replacement=False, num_samples=None, generator=None):
        self.data_source = data_source
        self._among = len(data_source)
        self.num_samples = len(data_source) if num_samples is None else num_samples

class SubsetRandomSampler(_Drawing):
    def __init__(self, indices, generator=None):
        self.indices = indices
        self.num_samples = len(indices)

    def _draw(self):
        return self.indices[_random.randrange(len(self.indices))]

class WeightedRandomSampler(_Drawing):
    def __init__(self, weights, num_samples, replacement=True, generator=None):
        self.weights = weights
        self._among = len(weights)
        self.num_samples = num_samples

class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self):
        batch = []
        for index in self.sampler:
            batch.append(index)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if len(batch) > 0 and not self.drop_last:
            yield batch

    def __len__(self):
        count = len(self.sampler)
        return count // self.batch_size if self.drop_last else (count + self.batch_size - 1) // self.batch_size

def get_worker_info():
    return None

def default_convert(data):
    return data

def default_collate(batch):
    elem = batch[0]
    if _is_unknown(elem):
        return _unknown('what the data set gives is not known')
    if isinstance(elem, torch.Tensor):
        return torch.stack(batch, 0)
    if _is_array(elem):
        return torch.stack([torch.as_tensor(b) for b in batch], 0)
    if isinstance(elem, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(elem, int):
        return torch.tensor(batch)
    if isinstance(elem, (str, bytes)):
        return batch
    if isinstance(elem, collections.abc.Mapping):
        return {key: default_collate([d[key] for d in batch]) for key in elem}
    if isinstance(elem, tuple) and hasattr(elem, '_fields'):
        return type(elem)(*(default_collate(samples) for samples in zip(*batch)))
    if isinstance(elem, (tuple, list)):
        if not all(len(other) == len(elem) for other in batch):
            raise RuntimeError('each element in list of batch should be of equal size')
        return [default_collate(samples) for samples in zip(*batch)]
    raise TypeError('default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found '
                    + str(type(elem)))

def _repeated(elem, n):
    # Samples of one batch have the same sizes, or collating them fails; their values are others.
    if _is_unknown(elem):
        return _unknown('what the data set gives is not known')
    if isinstance(elem, torch.Tensor) or _is_array(elem):
        elem = torch.as_tensor(elem)
        return torch.empty_like(torch.stack([elem] * n, 0))
    if isinstance(elem, float):
        return torch.empty(n, dtype=torch.float64)
    if isinstance(elem, bool):
        return torch.empty(n, dtype=torch.bool)
    if isinstance(elem, int):
        return torch.empty(n, dtype=torch.int64)
    if isinstance(elem, (str, bytes)):
        return [_unknown('what the data set gives is not known') for _ in range(n)]
    if isinstance(elem, collections.abc.Mapping):
        return {key: _repeated(elem[key], n) for key in elem}
    if isinstance(elem, tuple) and hasattr(elem, '_fields'):
        return type(elem)(*(_repeated(one, n) for one in elem))
    if isinstance(elem, (tuple, list)):
        return [_repeated(one, n) for one in elem]
    return default_collate([elem])

class _Batches:
    def __init__(self, loader, batches):
        self._loader = loader
        self._batches = batches
        self._at = 0

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._batches)

    def __next__(self):
        if self._at >= len(self._batches):
            raise StopIteration
        batch = self._batches[self._at]
        self._at += 1
        return self._loader._fetch(batch)

class DataLoader:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0,
                 collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None,
                 multiprocessing_context=None, generator=None, *, prefetch_factor=None, persistent_workers=False,
                 pin_memory_device='', in_order=True):
        self.dataset = dataset
        self.batch_size = batch_size
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self.timeout = timeout
        self.drop_last = drop_last
        self.collate_fn = collate_fn
        if collate_fn is None:
            self.collate_fn = default_convert if batch_size is None and batch_sampler is None else default_collate
        if batch_sampler is not None:
            self.batch_size = None
        self._shuffle = shuffle
        self._sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator

    @property
    def sampler(self):
        if self._sampler is not None:
            return self._sampler
        return RandomSampler(self.dataset) if self._shuffle else SequentialSampler(self.dataset)

    def _count(self):
        if self._sampler is not None:
            return _known_length(self._sampler)
        return _known_length(self.dataset)

    def __len__(self):
        if self.batch_sampler is not None:
            return len(self.batch_sampler)
        count = self._count()
        if self.batch_size is None:
            return count
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)

    def __iter__(self):
        if _is_unknown(self.dataset) or _is_unknown(self._sampler) or _is_unknown(self.batch_sampler):
            return iter(_unknown('how many batches the data has is not known'))
        if isinstance(self.dataset, IterableDataset):
            return self._stream()
        if self.batch_sampler is not None:
            return _Batches(self, list(self.batch_sampler))
        count = self._count()
        size = self.batch_size
        if _is_unknown(count) or _is_unknown(size) or _is_unknown(self._shuffle) or _is_unknown(self.drop_last):
            return iter(_unknown('how many batches the data has is not known'))
        if -(-count // (size or 1)) > _MOST_BATCHES:
            return iter(_unknown('the data has too many batches to follow one by one'))
        if size is None:
            return _Batches(self, list(self.sampler))
        if self._sampler is None and (self._shuffle or size > _MANY):
            # Either their order is random, or one stands for all.
            starts = range(0, count, size)
            batches = [(start, min(size, count - start)) for start in starts]
            if self.drop_last:
                batches = [batch for batch in batches if batch[1] == size]
            return _Batches(self, batches)
        return _Batches(self, list(BatchSampler(self.sampler, size, self.drop_last)))

    def _fetch(self, batch):
        if self.batch_size is None and self.batch_sampler is None:
            return self.collate_fn(self.dataset[batch])
        if not isinstance(batch, tuple):
            return self.collate_fn([self.dataset[index] for index in batch])
        start, size = batch
        known = self._shuffle is None or self._shuffle is False
        if self.collate_fn is default_collate and size > _MANY:
            return _repeated(self.dataset[start if known else _random.randrange(len(self.dataset))], size)
        if known:
            return self.collate_fn([self.dataset[index] for index in range(start, start + size)])
        return self.collate_fn([self.dataset[_random.randrange(len(self.dataset))] for _ in range(size)])

    def _stream(self):
        if self.batch_size is None:
            yield from self.dataset
            return
        batch = []
        for sample in self.dataset:
            batch.append(sample)
            if len(batch) == self.batch_size:
                yield self.collate_fn(batch)
                batch = []
        if len(batch) > 0 and not self.drop_last:
            yield self.collate_fn(batch)
`;
