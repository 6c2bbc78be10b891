// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

/** Turns the state of a bean into bytes and back. One instance serves one bean class; thread-safe. */
public interface StateCodec {

    /** The name that the manifest carries, so that the reader takes the same codec. */
    String name();

    /**
     * Captures.
     *
     * @param bean an instance that no other thread uses meanwhile
     * @throws CaptureException if the state cannot be captured, with the class or field that is the cause
     */
    byte[] capture(Object bean);

    /**
     * Puts captured state back into the fields of a new instance. Fields that the bytes do not have keep their values;
     * fields that the class does not have any more are left out.
     *
     * @throws CaptureException if the bytes cannot be read or contain what is not allowed
     */
    void restore(Object bean, byte[] bytes);
}
