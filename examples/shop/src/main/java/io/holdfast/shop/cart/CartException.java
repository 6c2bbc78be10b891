// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.cart;

import jakarta.ejb.ApplicationException;

/**
 * The cart refuses a request and is as it was before. An application exception: the container keeps the bean. The
 * message begins with the code, and has the bad value and the bound.
 */
@ApplicationException(rollback = true)
public class CartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code {@code HF} and four digits
     * @param message without the code
     */
    public CartException(String code, String message) {
        super(code + ' ' + message);
        this.code = code;
    }

    /** {@code HF} and four digits, the same as at the beginning of the message. */
    public String code() {
        return code;
    }
}
