// SPDX-License-Identifier: Apache-2.0
/** The deployment suite: real servers from their distributions, applications deployed to them, one server killed. */
package io.holdfast.testsuite.servers;
