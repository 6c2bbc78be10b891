// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

/**
 * Turns the values of a bean's fields into bytes and back: a service provider interface. An implementation is named in
 * {@code META-INF/services/io.holdfast.ejb.capture.StateCodec} of the application and chosen with
 * {@code holdfast.codec}. Which fields a bean has, how they are named and what becomes of those that a newer class has
 * lost or gained is not its business.
 *
 * <p>Every captured bean carries the name of the codec that wrote it, and is restored by that one: members with another
 * {@code holdfast.codec} understand each other as long as both have both. Thread-safe, with a public constructor without
 * parameters.
 */
public interface StateCodec extends AutoCloseable {

    /** The name under which it is chosen and which the bytes carry: 1 to 32 of {@code a-z 0-9 -}. */
    String name();

    /** The codec of one bean class, made once for each. */
    OfBean forBean(BeanShape shape);

    /** The application ends: ends threads of its own, if it has any. Nothing is captured or restored any more. */
    @Override
    default void close() {}

    /** The codec of one bean class. Thread-safe. */
    interface OfBean {

        /**
         * Writes values as one object graph: an object that two of them reach is one object again when they are read.
         * The same values give the same bytes, so that what did not change is not sent.
         *
         * @param values one for each of {@link BeanShape#fields()}, in that order; no other thread changes them meanwhile
         * @throws CaptureException if that is not possible, or if they contain what {@link #read} would refuse
         */
        byte[] write(Object[] values);

        /**
         * Reads values back, with a filter: no object of a class that {@link BeanShape#allowed()} does not allow may
         * come into being, not even one that is thrown away.
         *
         * @param bytes what {@link #write} made, perhaps of an older or newer version of the classes; not to be trusted
         * @throws CaptureException if the bytes cannot be read, or contain what is not allowed
         */
        Object[] read(byte[] bytes);
    }
}
