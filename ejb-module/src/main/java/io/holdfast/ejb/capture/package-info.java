// SPDX-License-Identifier: Apache-2.0
/** From a bean to bytes and back. */
package io.holdfast.ejb.capture;
