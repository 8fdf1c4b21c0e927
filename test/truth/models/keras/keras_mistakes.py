"""What Keras refuses: unknown arguments, strides with dilation, channels that do not fit, impossible sizes."""
import keras
import numpy as np
from keras import layers


def attempt(make, *shape):
    try:
        return make()(np.zeros(shape, "float32")).shape
    except (ValueError, TypeError) as error:
        return type(error).__name__


print(
    attempt(lambda: layers.Conv2D(4, 3, stride=2), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(4, 3, padding="full"), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(4, 3, groups=2), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(5, 3, groups=2), 1, 8, 8, 4),
    attempt(lambda: layers.Conv2D(4, 3, strides=2, dilation_rate=2), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(4, 9), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(4, 3), 8, 8, 3),
    attempt(lambda: layers.Conv1D(4, 3, padding="causal"), 1, 8, 3),
    attempt(lambda: layers.Conv2DTranspose(4, 3, strides=2, output_padding=2), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2DTranspose(4, 3, strides=2, output_padding=1), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(0, 3), 1, 8, 8, 3),
    attempt(lambda: layers.Conv2D(filters=2.0, kernel_size=3), 1, 8, 8, 3),
)
