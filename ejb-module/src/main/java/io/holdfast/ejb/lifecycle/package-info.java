// SPDX-License-Identifier: Apache-2.0
/** Where the container meets Holdfast: extension, scope, interceptor, startup. */
package io.holdfast.ejb.lifecycle;
