"""A generator and a discriminator in a subclassed model, called in a function as a training step does."""
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

LATENT = 12


def build_generator():
    return keras.Sequential(
        [
            layers.Input((LATENT,)),
            layers.Dense(4 * 4 * 16),
            layers.Reshape((4, 4, 16)),
            layers.Conv2DTranspose(8, 4, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Conv2DTranspose(3, kernel_size=5, strides=2, padding="same", activation="tanh"),
        ],
        name="generator",
    )


class Discriminator(keras.Model):
    def __init__(self, widths=(8, 16)):
        super().__init__()
        self.convs = []
        for i, width in enumerate(widths):
            self.convs.append(layers.Conv2D(width, 3, strides=2, padding="same", name=f"conv{i}"))
        self.pool = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(1)

    def call(self, x, training=False):
        for conv in self.convs:
            x = tf.nn.leaky_relu(conv(x))
        return self.head(self.pool(x))


class GAN:
    def __init__(self, generator, discriminator, latent=LATENT):
        self.generator, self.discriminator, self.latent = generator, discriminator, latent

    def train_step(self, real):
        batch = tf.shape(real)[0]
        noise = tf.random.normal(shape=(3, self.latent))
        with tf.GradientTape() as tape:
            fake = self.generator(noise, training=True)
            scores = self.discriminator(tf.concat([fake, real], axis=0), training=True)
            loss = tf.reduce_mean(scores)
        grads = tape.gradient(loss, self.discriminator.trainable_variables)
        return batch, len(grads)


gan = GAN(build_generator(), Discriminator())
print(gan.train_step(tf.ones((5, 16, 16, 3))))
