"""channels_first, where only shapes are asked for."""
import keras
from keras import layers

inputs = layers.Input((3, 32, 48))
x = layers.Conv2D(8, 3, data_format="channels_first", padding="same")(inputs)
x = layers.MaxPooling2D(data_format="channels_first")(x)
x = layers.Conv2D(16, 5, strides=2, data_format="channels_first")(x)
x = layers.UpSampling2D(data_format="channels_first")(x)
x = layers.Conv2DTranspose(4, 3, strides=2, data_format="channels_first", padding="same")(x)
x = layers.Permute((2, 3, 1))(x)
x = layers.Conv2D(2, (3, 1))(x)
print(keras.Model(inputs, x).output_shape)
