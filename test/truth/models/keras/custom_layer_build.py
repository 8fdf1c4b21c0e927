"""A layer that makes its convolutions in build(), and one in __init__ that is inherited."""
import keras
import tensorflow as tf
from keras import layers


class ResBlock(layers.Layer):
    def __init__(self, filters, stride=1, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.stride = filters, stride
        self.conv1 = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)
        self.conv2 = layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.shortcut = None

    def build(self, input_shape):
        if self.stride != 1 or input_shape[-1] != self.filters:
            self.shortcut = layers.Conv2D(self.filters, 1, strides=self.stride)
        super().build(input_shape)

    def call(self, inputs, training=None):
        x = self.conv2(tf.nn.relu(self.conv1(inputs)))
        skip = inputs if self.shortcut is None else self.shortcut(inputs)
        return tf.nn.relu(x + skip)


inputs = keras.Input((32, 32, 3))
x = ResBlock(8)(inputs)
x = ResBlock(8)(x)
x = ResBlock(16, stride=2, name="down")(x)
model = keras.Model(inputs, layers.GlobalAveragePooling2D()(x))
print(model.output_shape)
