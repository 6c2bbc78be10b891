// SPDX-License-Identifier: Apache-2.0
/** The client side of tests: a browser's cookies and what a server answers. */
package io.holdfast.testsuite.http;
