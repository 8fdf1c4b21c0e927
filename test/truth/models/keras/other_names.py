"""Names that look like Keras and are not, and the older spellings that are."""
import keras
from keras.layers import Conv2D as C2, Convolution2D, Convolution2DTranspose, SeparableConvolution2D


class Conv2D:
    def __init__(self, filters, size):
        self.filters, self.size = filters, size


mine = Conv2D(3, 4)
net = keras.models.Sequential(
    [
        keras.layers.InputLayer(shape=(24, 24, 2)),
        C2(mine.filters, mine.size, name="first"),
        Convolution2D(6, (2, 2), strides=2),
        SeparableConvolution2D(5, 3),
        Convolution2DTranspose(4, 3, strides=(2, 2), padding="same"),
    ]
)
print(net.output_shape)
