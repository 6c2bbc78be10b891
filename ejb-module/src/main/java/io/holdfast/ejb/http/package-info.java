// SPDX-License-Identifier: Apache-2.0
/** Sessions over HTTP: the cookie and the filter. */
package io.holdfast.ejb.http;
