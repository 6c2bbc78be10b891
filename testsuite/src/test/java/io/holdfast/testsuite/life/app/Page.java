// SPDX-License-Identifier: Apache-2.0
package io.holdfast.testsuite.life.app;

import java.io.Serializable;

/**
 * A value of the application that a field of the bean names.
 *
 * @param title any
 * @param number any
 */
public record Page(String title, int number) implements Serializable {}
