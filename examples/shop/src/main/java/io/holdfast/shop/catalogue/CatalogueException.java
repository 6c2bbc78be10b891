// SPDX-License-Identifier: Apache-2.0
package io.holdfast.shop.catalogue;

/** The catalogue file cannot be used. The message has a code, the file, the line and the cure. */
public class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
