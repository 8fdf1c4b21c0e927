"""Three-dimensional layers with an unknown batch and odd sizes."""
import keras
from keras import layers

inputs = keras.Input(batch_shape=(2, 17, 33, 20, 1))
x = layers.Conv3D(4, 3, strides=(1, 2, 2), padding="same")(inputs)
x = layers.Conv3D(8, (1, 3, 5))(x)
y = layers.AveragePooling3D((1, 2, 2))(x)
y = layers.Conv3D(8, 3, padding="same", dilation_rate=(1, 2, 2))(y)
y = layers.Conv3DTranspose(4, (3, 2, 2), strides=(1, 2, 2))(y)
y = layers.ZeroPadding3D(((1, 1), (0, 1), (0, 0)))(y)
y = layers.Conv3DTranspose(2, 3, strides=2, padding="same", output_padding=(1, 0, 1))(y)
model = keras.Model(inputs=inputs, outputs=layers.Conv3D(1, 1, padding="valid")(y))
print(model.output_shape)
