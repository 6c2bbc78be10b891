// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.web;

/** The request cannot be understood. Answered as 400 with the message, which begins with the code. */
final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadRequest(String code, String message) {
        super(code + ' ' + message);
    }
}
