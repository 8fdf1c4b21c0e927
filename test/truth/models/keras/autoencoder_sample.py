"""A convolutional autoencoder for 28×28 digits, in Keras."""

import keras
from keras import layers

latent_channels = 8

encoder = keras.Sequential(
    [
        keras.Input(shape=(28, 28, 1)),
        layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
        layers.Conv2D(32, 3, strides=2, padding="same", activation="relu"),
        layers.SeparableConv2D(latent_channels, 3, padding="same"),
    ],
    name="encoder",
)

decoder = keras.Sequential(name="decoder")
decoder.add(keras.Input(shape=(7, 7, latent_channels)))
decoder.add(layers.Conv2DTranspose(32, 3, strides=2, padding="same", activation="relu"))
decoder.add(layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="relu"))
decoder.add(layers.Conv2D(1, 3, padding="same", activation="sigmoid"))

picture = keras.Input(shape=(28, 28, 1))
autoencoder = keras.Model(picture, decoder(encoder(picture)))
autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
autoencoder.summary()
