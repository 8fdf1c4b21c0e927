/** The module statistics, by what it does. */
export const STATISTICS_SOURCE = String.raw`
class StatisticsError(ValueError):
    pass

def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError('mean requires at least one data point')
    total = sum(data)
    if isinstance(total, int):
        return total // len(data) if total % len(data) == 0 else total / len(data)
    return total / len(data)

def fmean(data):
    data = list(data)
    return float(sum(data)) / len(data)

def median(data):
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2

def mode(data):
    data = list(data)
    if not data:
        raise StatisticsError('no mode for empty data')
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    return max(counts, key=counts.get)
`;
