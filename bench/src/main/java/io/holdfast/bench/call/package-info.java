// SPDX-License-Identifier: Apache-2.0
/** A call over HTTP on real servers: the same bean, stored by Holdfast and by Payara's own availability. */
package io.holdfast.bench.call;
