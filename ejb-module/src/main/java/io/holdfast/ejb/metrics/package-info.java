// SPDX-License-Identifier: Apache-2.0
/** What is counted and timed, and where it can be read: the directory, JMX. */
package io.holdfast.ejb.metrics;
